import { agents, type AgentView, board, calls, type CallView, type Disposition, dispositions, tickets } from '@hotline/contracts';
import { tabMemory } from '@hotline/browser-kit';
import { Button, Input } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { asking, useDeed } from '../desk-kit/ask.ts';
import { type CommandName } from '../desk-kit/commands/commands.ts';
import { useCommand, useCommandTitle } from '../desk-kit/commands/use-command.ts';
import { useLabel, useWords } from '../desk-kit/settings.ts';
import { ProblemNotice } from '../desk-kit/notices.tsx';
import { Timer, useNow } from '../desk-kit/times.tsx';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import * as words from './words.ts';

const kinds = Object.keys(dispositions) as Disposition[];

/** The way back to ready: one of four ends, as keys 1–4. A call that has its ticket needs no choice. What she typed outlives a reload. */
export function WrapUpStrip({ call, agent }: { call: CallView; agent: AgentView | undefined }) {
  const say = useWords(words);
  const [chosen, setKind] = useState<Disposition | null>(() => kinds.find((one) => one === tabMemory.read(`kind.${call.id}`)) ?? null);
  const kind = chosen ?? (call.ticketId === null ? null : 'ticket');
  const strip = useRef<HTMLElement>(null);
  const [reason, setReason] = useState(() => tabMemory.read(`reason.${call.id}`) ?? '');
  const [refused, setRefused] = useState<'choose' | 'reason' | null>(null);
  const dispose = useDeed(calls.dispose, [agents.me, calls.list, board.read, agents.list, tickets.read, tickets.timeline]);
  const choose = (next: Disposition): void => {
    tabMemory.keep(`kind.${call.id}`, next);
    setKind(next);
    setRefused(null);
  };
  const write = (text: string): void => {
    tabMemory.keep(`reason.${call.id}`, text);
    setReason(text);
    setRefused(null);
  };
  const asks = kind !== null && dispositions[kind].asksReason;
  const save = (): void => {
    if (kind === null) {
      setRefused('choose');
      // she asked for it: the keys 1–4 work from here
      strip.current?.querySelector('input')?.focus();
    } else if (asks && reason.trim() === '') setRefused('reason');
    else dispose.mutate({ params: { id: call.id }, body: { kind, ...(asks ? { reason: reason.trim() } : {}) } });
  };
  useCommand('wrap-up.done', save, true);
  const title = useCommandTitle('wrap-up.done');
  return (
    <section className="strip wrap-up" ref={strip} aria-label={say.wrapUp}>
      <Choices kind={kind} choose={choose} />
      {asks ? <Reason reason={reason} write={write} refused={refused === 'reason'} save={save} /> : null}
      {refused === 'choose' ? (
        <span className="field-problem" role="alert">
          {say.wrapUpChoose}
        </span>
      ) : null}
      <Reminder since={agent?.since ?? call.endedAt ?? call.queuedAt} />
      <Button type="primary" data-testid="disposition-save" loading={dispose.isPending} onClick={save} title={title}>
        {agent?.pauseNext ? say.wrapUpSavePause : say.wrapUpSave} (Alt+W)
      </Button>
      {dispose.error ? <ProblemNotice error={dispose.error} close={dispose.reset} /> : null}
    </section>
  );
}

function Choices({ kind, choose }: { kind: Disposition | null; choose: (kind: Disposition) => void }) {
  const say = useWords(words);
  const label = useLabel();
  return (
    <fieldset className="choices" data-testid="call-disposition">
      <legend>{say.wrapUp}</legend>
      {kinds.map((one, index) => (
        <Choice key={one} name={`wrap-up.${index + 1}` as CommandName} checked={kind === one} choose={() => choose(one)}>
          <kbd>{index + 1}</kbd> {label(dispositions[one])}
        </Choice>
      ))}
    </fieldset>
  );
}

function Choice({
  name,
  checked,
  choose,
  children,
}: {
  name: CommandName;
  checked: boolean;
  choose: () => void;
  children: React.ReactNode;
}) {
  useCommand(name, choose, true);
  return (
    <label className="choice" data-checked={checked}>
      <input type="radio" name="disposition" checked={checked} onChange={choose} />
      <span>{children}</span>
    </label>
  );
}

function Reason({ reason, write, refused, save }: { reason: string; write: (text: string) => void; refused: boolean; save: () => void }) {
  const say = useWords(words);
  const id = useId();
  return (
    <div className="reason">
      <label htmlFor={id}>{say.wrapUpReason}</label>
      <Input
        id={id}
        value={reason}
        maxLength={500}
        status={refused ? 'error' : ''}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => write(target.value)}
        onPressEnter={({ nativeEvent }) => !nativeEvent.isComposing && save()}
      />
      <small id={`${id}-help`} className={refused ? 'field-problem' : 'quiet'}>
        {refused ? say.wrapUpReasonNeeded : say.wrapUpReasonHelp}
      </small>
    </div>
  );
}

/** Amber with words once it has taken long, and one soft note, once. */
function Reminder({ since }: { since: string }) {
  const say = useWords(words);
  const { sound } = usePhoneDesk();
  const now = useNow();
  const remindSeconds = useQuery(asking(agents.me, {})).data?.wrapUpReminderSeconds;
  const late = remindSeconds !== undefined && now - Date.parse(since) > remindSeconds * 1_000;
  useEffect(() => {
    if (late) sound.remind();
  }, [late, sound]);
  return (
    <span className={late ? 'reminder late' : 'reminder'}>
      <Timer since={since} className="call-timer" />
      {late ? <small role="status">{say.wrapUpLate}</small> : null}
    </span>
  );
}
