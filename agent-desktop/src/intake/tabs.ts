import { Store, tabMemory } from '@hotline/browser-kit';
import type { DraftView, TicketMove } from '@hotline/contracts';

/** What came of a draft, until she has read it out. */
export interface Filed {
  readonly id: string;
  readonly number: string;
  readonly queryCode: string;
  readonly title: string;
  /** The step made together with filing. */
  readonly step: TicketMove | null;
  readonly done: boolean;
}
export interface Tab {
  readonly key: string;
  readonly id?: string | undefined;
  readonly callId?: string | undefined;
  /** A further matter of this call: its draft is its own, its ticket belongs to the call. */
  readonly inCall?: string | undefined;
  readonly filed?: Filed | undefined;
}
interface Open {
  readonly tabs: readonly Tab[];
  /** `null`: the overview. */
  readonly active: string | null;
}

const PLACE = 'intake-tabs';

function read(): Open {
  try {
    const { tabs, active } = JSON.parse(tabMemory.read(PLACE) ?? '') as Open;
    return { tabs, active };
  } catch {
    return { tabs: [], active: null };
  }
}

/** The drafts that this page has open, as tabs; a reload finds them again. */
export const openTabs = new Store<Open>(read());
openTabs.subscribe(() => tabMemory.keep(PLACE, JSON.stringify(openTabs.get())));

const keyOfCall = (callId: string): string => `call-${callId}`;

export const tabs = {
  activate: (active: string | null): void => openTabs.set({ active }),

  /** The tab of a call; there is one. */
  ofCall: (callId: string): Tab => {
    const key = keyOfCall(callId);
    const found = openTabs.get().tabs.find((tab) => tab.key === key);
    if (found) return found;
    const tab = { key, callId };
    openTabs.set({ tabs: [...openTabs.get().tabs, tab] });
    return tab;
  },

  /** A matter of its own, with or without a call. */
  begin: (inCall?: string): Tab => {
    const tab = { key: `new-${crypto.randomUUID()}`, inCall };
    openTabs.set({ tabs: [...openTabs.get().tabs, tab], active: tab.key });
    return tab;
  },

  /** One that was begun before, here or elsewhere. */
  open: ({ id, callId }: Pick<DraftView, 'id' | 'callId'>): void => {
    const key = callId ? keyOfCall(callId) : id;
    const found = openTabs.get().tabs.find((tab) => tab.key === key || tab.id === id);
    if (found) return openTabs.set({ active: found.key });
    openTabs.set({ tabs: [...openTabs.get().tabs, { key, id, ...(callId ? { callId } : {}) }], active: key });
  },

  /** One that a page left which never reached the server. */
  recover: (key: string): void => {
    if (!openTabs.get().tabs.some((tab) => tab.key === key)) openTabs.set({ tabs: [...openTabs.get().tabs, { key }] });
  },

  change: (key: string, patch: Partial<Tab>): void =>
    openTabs.set({ tabs: openTabs.get().tabs.map((tab) => (tab.key === key ? { ...tab, ...patch } : tab)) }),

  close: (key: string): void => {
    const { tabs: before, active } = openTabs.get();
    const at = before.findIndex((tab) => tab.key === key);
    const rest = before.filter((tab) => tab.key !== key);
    openTabs.set({ tabs: rest, active: active === key ? (rest[Math.min(at, rest.length - 1)]?.key ?? null) : active });
  },

  next: (): void => {
    const { tabs: all, active } = openTabs.get();
    const keys = [null, ...all.map(({ key }) => key)];
    openTabs.set({ active: keys[(keys.indexOf(active) + 1) % keys.length] ?? null });
  },
};

/** Another person signs in on this page: her tabs are not the last one's. */
export function tabsBelongTo(account: string): void {
  if (tabMemory.read('intake-tabs-of') === account) return;
  tabMemory.keep('intake-tabs-of', account);
  openTabs.set({ tabs: [], active: null });
}

/** How a tab's draft is found; the name stays when the id comes later. */
export const wishOf = ({ key, id, callId }: Tab) => ({ form: 'intake' as const, name: key, id, callId });
