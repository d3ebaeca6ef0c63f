import { addressOf, drafts, session, type TicketMove } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { asking, request } from '../desk-kit/ask.ts';
import { useStore } from '../desk-kit/settings.ts';
import { usePhoneDesk } from '../phone-desk/use-phone-desk.tsx';
import { type DraftAbout, DraftKeeper, type DraftServer, type DraftState, type Later } from './drafts/draft-keeper.ts';
import { browserMemory, pageId } from './drafts/draft-memory.ts';
import { besideFields, type DraftFields, type DraftValue, plainFields } from './merge-drafts.ts';

export interface DraftWish {
  readonly form: 'intake' | TicketMove;
  readonly ticketId?: string | undefined;
  readonly callId?: string | undefined;
  readonly initial?: DraftFields | undefined;
  /** An id of the server, or a name of this browser's own (`new-…`) for a draft that the server does not know yet. */
  readonly id?: string | undefined;
  /** Under which name this page knows it, where its id came later. */
  readonly name?: string | undefined;
}

export interface Draft {
  readonly id: string | null;
  /** The id as it is this moment, after a `flush` that began the draft. */
  idNow(): string | null;
  readonly fields: DraftFields;
  set(name: string, value: DraftValue | undefined): void;
  replaceAll(fields: DraftFields): void;
  readonly savedAt: string | null;
  readonly state: DraftState;
  /** What another page of hers wrote into the same fields meanwhile. */
  readonly theirs: DraftFields | undefined;
  takeTheirs(name: string): void;
  keepMine(name: string): void;
  /** Throws it away here and on the server. */
  drop(): Promise<void>;
  /** It became a ticket: nothing more is sent. */
  close(): void;
  flush(): Promise<void>;
  /** Why the server does not take it. */
  readonly problem: unknown;
  /** What the server has is known. */
  readonly ready: boolean;
}

const later: Later = (ms, deed) => {
  const timer = setTimeout(deed, ms);
  return () => clearTimeout(timer);
};

const server: DraftServer = {
  list: async () => (await request(drafts.list, {})).items,
  open: ({ form, ticketId, callId }, fields) =>
    request(drafts.open, { body: { form, fields, tab: pageId, ...(ticketId ? { ticketId } : {}), ...(callId ? { callId } : {}) } }),
  save: (id, ifMatch, fields) => request(drafts.save, { params: { id }, ifMatch, body: { fields, tab: pageId } }),
  read: (id) => request(drafts.read, { params: { id } }),
  drop: async (id) => {
    await request(drafts.drop, { params: { id } });
  },
  throwOver: (id, version, fields) =>
    void fetch(addressOf(drafts.save, { params: { id } }), {
      method: drafts.save.method,
      keepalive: true,
      headers: { 'content-type': 'application/json', 'if-match': `"${version}"` },
      body: JSON.stringify({ fields, tab: pageId }),
    }).catch(() => undefined),
};

const isLocal = (id: string | undefined): boolean => id?.startsWith('new-') === true;

/** One name for the same draft in every page: by call, by ticket and step, else by itself. */
export function draftKey({ form, ticketId, callId, id, name }: DraftWish): string {
  if (name) return name;
  if (callId) return `call-${callId}`;
  if (ticketId) return `${form}-${ticketId}`;
  return id ?? `new-${form}`;
}

/** The drafts that this page has in hand, by person and key: a form that is drawn anew finds its words where they were. */
const shelf = new Map<string, { keeper: DraftKeeper; holders: number }>();

function keeperOf(account: string, wish: DraftWish): DraftKeeper {
  const key = draftKey(wish);
  const place = `${account}|${key}`;
  const found = shelf.get(place);
  if (found && !(found.keeper.closed && found.holders === 0)) return found.keeper;
  const { form, ticketId, callId, id, initial } = wish;
  const about: DraftAbout = { key, form, ticketId, callId, id: isLocal(id) ? undefined : id };
  const keeper = new DraftKeeper(about, server, browserMemory(account), later, initial);
  shelf.set(place, { keeper, holders: 0 });
  return keeper;
}

function hold(account: string, key: string, keeper: DraftKeeper): () => void {
  const place = `${account}|${key}`;
  const entry = shelf.get(place) ?? { keeper, holders: 0 };
  entry.holders += 1;
  shelf.set(place, entry);
  return () => {
    entry.holders -= 1;
    void keeper.flush().then(() => {
      if (entry.holders === 0 && (keeper.closed || !keeper.dirty) && shelf.get(place) === entry) shelf.delete(place);
    });
  };
}

/** Sends what is unsent whenever she may be about to leave: the field, the tab, the page. */
function watchLeaving(keeper: DraftKeeper): () => void {
  const flush = (): void => void keeper.flush();
  const hidden = (): void => {
    if (document.visibilityState === 'hidden') flush();
  };
  const gone = (): void => keeper.leave();
  const online = (): void => keeper.online();
  window.addEventListener('focusout', flush);
  window.addEventListener('pagehide', gone);
  window.addEventListener('online', online);
  document.addEventListener('visibilitychange', hidden);
  return () => {
    window.removeEventListener('focusout', flush);
    window.removeEventListener('pagehide', gone);
    window.removeEventListener('online', online);
    document.removeEventListener('visibilitychange', hidden);
  };
}

/** What she types, kept: in this browser at each key, on the server two seconds after the last one, merged with what other pages of hers wrote. */
export function useDraft(wish: DraftWish): Draft {
  const account = useQuery({ ...asking(session.read, {}), staleTime: Infinity }).data?.account ?? '';
  const { live } = usePhoneDesk();
  const { connected } = useStore(live.facts);
  const keeper = keeperOf(account, wish);
  const { id, all, savedAt, state, problem, ready } = useSyncExternalStore(keeper.facts.subscribe, keeper.facts.get);
  const key = draftKey(wish);
  useEffect(() => hold(account, key, keeper), [account, key, keeper]);
  useEffect(() => watchLeaving(keeper), [keeper]);
  useEffect(() => live.hearDrafts((frame) => frame.tab !== pageId && keeper.heard(frame)), [live, keeper]);
  useEffect(() => {
    if (connected) keeper.online();
  }, [connected, keeper]);
  const theirs = besideFields(all);
  return {
    id,
    idNow: () => keeper.facts.get().id,
    fields: plainFields(all),
    set: (name, value) => keeper.set(name, value),
    replaceAll: (fields) => keeper.replaceAll(fields),
    savedAt,
    state,
    theirs: Object.keys(theirs).length > 0 ? theirs : undefined,
    takeTheirs: (name) => keeper.takeTheirs(name),
    keepMine: (name) => keeper.keepMine(name),
    drop: () => keeper.drop(),
    close: () => keeper.close(),
    flush: () => keeper.flush(),
    problem,
    ready,
  };
}
