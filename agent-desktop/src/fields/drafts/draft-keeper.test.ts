import { type DraftView, problems, Refusal } from '@hotline/contracts';
import { describe, expect, test } from 'vitest';
import { plainFields, besideFields } from '../merge-drafts.ts';
import { DraftKeeper, type DraftServer } from './draft-keeper.ts';
import type { DraftMemory, KeptDraft } from './draft-memory.ts';

const refuse = (code: 'version.stale' | 'draft.unknown'): never => {
  throw new Refusal({ code, status: problems[code].status, type: '', title: '', detail: '', requestId: 'r' });
};

/** The server's drafts, as DraftDesk keeps them; `cut` plays a dead network. */
class DraftRoom {
  readonly rows = new Map<string, DraftView>();
  cut = false;
  #count = 0;
  readonly listeners = new Set<(frame: { id: string; version: number }) => void>();

  at(): DraftServer {
    const reach = (): void => {
      if (this.cut) throw new TypeError('Failed to fetch');
    };
    const find = (id: string): DraftView => this.rows.get(id) ?? refuse('draft.unknown');
    const put = (row: DraftView): DraftView => {
      this.rows.set(row.id, row);
      for (const tell of this.listeners) tell({ id: row.id, version: row.version });
      return row;
    };
    return {
      list: async () => (reach(), [...this.rows.values()]),
      open: async ({ form, callId, ticketId }, fields) => {
        reach();
        this.#count += 1;
        const made = { id: `d${this.#count}`, version: 1, form, callId: callId ?? null, ticketId: ticketId ?? null };
        return put({ ...made, fields, savedAt: '2026-01-01T00:00:00Z', savedIn: 't' });
      },
      save: async (id, version, fields) => {
        reach();
        const row = find(id);
        if (row.version !== version) refuse('version.stale');
        return put({ ...row, fields, version: version + 1 });
      },
      read: async (id) => (reach(), find(id)),
      drop: async (id) => {
        reach();
        this.rows.delete(id);
      },
      throwOver: () => undefined,
    };
  }
}

/** What a browser remembers over a reload. */
class Drawer implements DraftMemory {
  readonly kept = new Map<string, KeptDraft>();
  keep(key: string, draft: KeptDraft): void {
    this.kept.set(key, structuredClone(draft));
  }
  forget(key: string): void {
    this.kept.delete(key);
  }
  async inherit(key: string): Promise<KeptDraft[]> {
    const one = this.kept.get(key);
    return one ? [one] : [];
  }
}

const never = () => () => undefined;
const about = { key: 'call-1', form: 'intake', callId: '1' } as const;
const page = async (room: DraftRoom, drawer = new Drawer()): Promise<DraftKeeper> => {
  const keeper = new DraftKeeper(about, room.at(), drawer, never);
  room.listeners.add((frame) => keeper.heard(frame));
  await keeper.settled;
  return keeper;
};
const words = (keeper: DraftKeeper) => plainFields(keeper.facts.get().all);

describe('a draft is kept (L9)', () => {
  test('nothing is on the server before she writes, and her words are after she pauses', async () => {
    const room = new DraftRoom();
    const keeper = await page(room);
    expect(room.rows.size).toBe(0);
    keeper.set('body', '路灯不亮');
    expect(keeper.facts.get().state).toBe('typing');
    await keeper.flush();
    expect([...room.rows.values()].map(({ fields }) => fields)).toEqual([{ body: '路灯不亮' }]);
    expect(keeper.facts.get().state).toBe('saved');
  });

  test('what was not sent is there after a reload, and nothing of it stays in the browser once it is saved', async () => {
    const [room, drawer] = [new DraftRoom(), new Drawer()];
    const first = await page(room, drawer);
    room.cut = true;
    first.set('body', '停水');
    await first.flush();
    expect(first.facts.get().state).toBe('offline');
    room.cut = false;
    const again = await page(room, drawer);
    expect(words(again)).toEqual({ body: '停水' });
    expect([...room.rows.values()].map(({ fields }) => fields)).toEqual([{ body: '停水' }]);
    expect(drawer.kept.size).toBe(0);
  });

  test('two pages that begin in the same moment settle on one draft with the words of both', async () => {
    const room = new DraftRoom();
    const [one, other] = [await page(room), await page(room)];
    one.set('body', '停水');
    other.set('title', '水');
    await Promise.all([one.flush(), other.flush()]);
    for (let turns = 0; turns < 4; turns++) await Promise.all([one.flush(), other.flush(), one.settled, other.settled]);
    expect(room.rows.size).toBe(1);
    expect([words(one), words(other)]).toEqual([
      { body: '停水', title: '水' },
      { body: '停水', title: '水' },
    ]);
  });

  test("a second page shows the first one's words, and of one field written in both the words of both are there", async () => {
    const room = new DraftRoom();
    const first = await page(room);
    first.set('body', '停水');
    await first.flush();
    const second = await page(room);
    expect(words(second)).toEqual({ body: '停水' });
    first.set('body', '停水三天');
    second.set('body', '停水,没有通知');
    await first.flush();
    await second.flush();
    await Promise.all([first.settled, second.settled]);
    expect(words(second)).toEqual({ body: '停水,没有通知' });
    expect(besideFields(second.facts.get().all)).toEqual({ body: '停水三天' });
    expect(besideFields(first.facts.get().all)).toEqual({ body: '停水三天' });
    second.takeTheirs('body');
    await second.flush();
    await first.settled;
    expect([words(first), words(second)]).toEqual([{ body: '停水三天' }, { body: '停水三天' }]);
    expect(second.facts.get().state).toBe('saved');
  });

  test('words typed after somebody threw the draft away begin a new one', async () => {
    const room = new DraftRoom();
    const keeper = await page(room);
    keeper.set('body', '停水');
    await keeper.flush();
    room.rows.clear();
    keeper.set('body', '停水两天');
    await keeper.flush();
    expect([...room.rows.values()].map(({ fields }) => fields)).toEqual([{ body: '停水两天' }]);
  });

  test('a filed draft is not sent again', async () => {
    const room = new DraftRoom();
    const keeper = await page(room);
    keeper.set('body', '停水');
    keeper.close();
    keeper.set('body', '停水两天');
    await keeper.flush();
    expect(room.rows.size).toBe(0);
  });
});
