import { drafts, session } from '@hotline/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { asking, nameOf } from '../desk-kit/ask.ts';
import { useStore } from '../desk-kit/settings.ts';
import { useCommand } from '../desk-kit/commands/use-command.ts';
import { pageId, leftBehind } from '../fields/drafts/draft-memory.ts';
import { type MyCall, useMyCall, usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { IntakeForm } from './intake-form.tsx';
import { TabStrip } from './tab-strip.tsx';
import { openTabs, tabs, tabsBelongTo } from './tabs.ts';
import './intake.css';

const isTyping = (): boolean => document.activeElement instanceof HTMLElement && document.activeElement.matches('input, textarea, select');

/** The draft of a call begins with its answer and is in front, unless she is in the middle of a word somewhere else. */
function useDraftOfCall({ state, call }: MyCall): void {
  const speaks = state === 'talking' || state === 'held' || state === 'wrapUp';
  const callId = speaks && call && call.ticketId === null ? call.id : null;
  const met = useRef<string | null>(null);
  useEffect(() => {
    if (callId === null || met.current === callId) return;
    met.current = callId;
    const typing = isTyping();
    const tab = tabs.ofCall(callId);
    if (typing) return;
    tabs.activate(tab.key);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-field="body"]')?.focus());
  }, [callId]);
  useEffect(() => {
    // nothing written: the keys 1–4 are for the disposition now
    const field = document.activeElement;
    if (state === 'wrapUp' && field instanceof HTMLTextAreaElement && field.dataset['field'] === 'body' && field.value === '') field.blur();
  }, [state]);
}

/** Drafts as tabs over the overview: `children`. */
export function Workbench({ home, children }: { home: string; children: ReactNode }) {
  const mine = useMyCall();
  const { live } = usePhoneDesk();
  const queries = useQueryClient();
  const { tabs: all, active } = useStore(openTabs);
  const account = useQuery({ ...asking(session.read, {}), staleTime: Infinity }).data?.account;
  useLayoutEffect(() => {
    if (account === undefined) return;
    tabsBelongTo(account);
    for (const key of leftBehind(account)) tabs.recover(key);
  }, [account]);
  useDraftOfCall(mine);
  useEffect(
    () =>
      live.hearDrafts(({ version, tab }) => {
        if (version === 1 || (tab !== pageId && openTabs.get().active === null))
          void queries.invalidateQueries({ queryKey: [nameOf(drafts.list)] });
      }),
    [live, queries],
  );
  useEffect(() => {
    if (active === null) void queries.invalidateQueries({ queryKey: [nameOf(drafts.list)] });
  }, [active, queries]);
  const call = mine.state === 'idle' || mine.state === 'ringing' ? null : mine.call;
  const begin = (): void => {
    tabs.begin(call?.id);
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-field="body"]')?.focus());
  };
  useCommand('draft.new', begin, true);
  useCommand('form.next', tabs.next, all.length > 0);
  const tab = all.find(({ key }) => key === active);
  const ofThisCall = tab && call && (tab.callId === call.id || tab.inCall === call.id);
  return (
    <>
      <TabStrip all={all} active={tab ? tab.key : null} callId={call?.id} home={home} begin={begin} />
      {tab ? <IntakeForm key={tab.key} tab={tab} call={ofThisCall ? call : null} /> : children}
    </>
  );
}
