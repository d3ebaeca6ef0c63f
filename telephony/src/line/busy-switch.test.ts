import { AuditBook, Journal } from '@hotline/platform';
import { quietLog, TestClock, testRing } from '@hotline/platform/test-kit';
import { describe, expect, test } from 'vitest';
import type { Alarms } from '../board/alarms.ts';
import { CallBoard } from '../board/call-board.ts';
import { effectsOf } from '../board/effects.ts';
import type { Floor } from '../board/floor.ts';
import type { AgentRow } from '../board/rules.ts';
import type { QueueBook } from '../queues/queue-book.ts';
import type { Switchboard } from '../switch-room/switchboard-port.ts';
import { CallDesk } from './call-desk.ts';
import { distribute } from './ringing.ts';

const done = () => Promise.resolve(true);

/** A switch that says whether it has joined two when the test lets it; all else it does at once. */
class SlowSwitch {
  behind = false;
  readonly rung: string[] = [];
  readonly joins: ((together: boolean) => void)[] = [];
  readonly isBehind = () => this.behind;
  readonly join = () => new Promise<boolean>((resolve) => this.joins.push(resolve));
  readonly ringPhone = ({ channelId }: { channelId: string }) => {
    this.rung.push(channelId);
    return done();
  };
  readonly [verb: string]: unknown;
  readonly answer = done;
  readonly play = done;
  readonly stopPlay = done;
  readonly music = done;
  readonly hangUp = done;
  readonly closeBridge = done;
}

/** A database that takes everything. */
const pool = { connect: () => Promise.resolve({ query: () => Promise.resolve({ rows: [] }), release: () => undefined }) };
const main = { code: 'main', ringSeconds: 15, maxWaitSeconds: 60, announceAgent: false, announceRecording: false, record: false };

const free = (account: string, clock: TestClock): AgentRow => ({
  account,
  version: 1,
  state: 'ready',
  reason: null,
  since: clock.now(),
  idleSince: clock.now(),
  callId: null,
  pauseNext: null,
  phoneKind: 'sip',
  phoneId: `phone-${account}`,
  phonePassword: null,
  phoneContact: null,
});

/** A floor in memory with agent1, who has been idle longest, and agent2. */
class BusyFloor {
  readonly clock = new TestClock();
  readonly slow = new SlowSwitch();
  readonly due = new Map<string, () => void | Promise<void>>();
  readonly floor: Floor;
  readonly desk: CallDesk;

  constructor() {
    const { clock, slow, due } = this;
    const ring = testRing();
    const audit = new AuditBook(ring, clock);
    const effects = effectsOf({ clock, audit, keepRecordings: () => undefined, owed: new Set() });
    const board = new CallBoard(
      new Journal(pool as unknown as ConstructorParameters<typeof Journal>[0], quietLog()),
      clock,
      audit,
      effects,
    );
    const alarms: Alarms = {
      set: (callId, name, _, work) => void due.set(`${callId} ${name}`, work),
      clear: (callId, name) => void due.delete(`${callId} ${name}`),
      clearAll: () => due.clear(),
    };
    this.floor = {
      board,
      switchboard: slow as unknown as Switchboard,
      queues: { get: () => main, serves: () => true, reachedBy: () => 'main' } as unknown as QueueBook,
      alarms,
      clock,
      log: quietLog(),
      distribute: () => distribute(this.floor),
      agentNumber: () => undefined,
      knownAgents: () => [],
      staffing: () => ({ ready: 0, busy: 0, wrapUp: 0, paused: 0, offline: 0 }),
      mayTakeCalls: () => true,
      written: () => Promise.resolve(),
      spool: '',
    };
    const never = () => false;
    this.desk = new CallDesk({
      floor: this.floor,
      ring,
      admitGuest: never,
      guestGone: never,
      phoneChanged: never,
      reconcile: async () => {},
    });
    for (const account of ['agent1', 'agent2']) {
      board.agents.set(account, free(account, clock));
      clock.advance(1_000);
    }
  }

  arrives(channelId = 'citizen'): Promise<void> {
    const headers = { from: '<sip:13800001111@10.0.0.1>', asserted: [], privacy: [] };
    const at = this.clock.now();
    return this.desk.hear({ kind: 'arrived', channelId, dialled: '12345', headers, origin: 'trunk', endpoint: 'trunk', again: false, at });
  }

  async picksUp(ring = this.slow.rung.at(-1) ?? ''): Promise<string> {
    await this.desk.hear({ kind: 'phone-answered', channelId: ring, at: this.clock.now() });
    return ring;
  }

  /** Hangs up so many milliseconds later; the switch says only afterwards whether they were joined. */
  async goes(channelId: string, afterMs: number, together: boolean): Promise<void> {
    this.clock.advance(afterMs);
    const heard = this.desk.hear({ kind: 'gone', channelId, cause: 16, causeText: 'Normal Clearing', at: this.clock.now() });
    this.slow.joins.at(-1)?.(together);
    await heard;
  }

  get call() {
    const [call] = this.floor.board.calls.values();
    return call?.row;
  }

  stateOf(account: string) {
    const { state, reason } = this.floor.board.agents.get(account) ?? {};
    return reason ? `${state} ${reason}` : state;
  }
}

describe('a switch that is behind with its work', () => {
  test('a desk that hangs up before the switch has said that they talk has talked', async () => {
    const busy = new BusyFloor();
    await busy.arrives();
    await busy.goes(await busy.picksUp(), 500, true);
    expect(busy.call).toMatchObject({ state: 'wrapUp', agent: 'agent1', endedBy: 'agent', answeredAt: expect.any(Date) as Date });
    expect(busy.stateOf('agent1')).toBe('wrapUp');
  });

  test('a citizen who hangs up before the switch has said that they talk is no missed call', async () => {
    const busy = new BusyFloor();
    await busy.arrives();
    await busy.picksUp();
    await busy.goes('citizen', 500, true);
    expect(busy.call).toMatchObject({ state: 'wrapUp', agent: 'agent1', endedBy: 'citizen' });
  });

  test('a desk that picked up and was joined to nobody is ready again, and the caller rings the next', async () => {
    const busy = new BusyFloor();
    await busy.arrives();
    await busy.goes(await busy.picksUp(), 500, false);
    expect(busy.call).toMatchObject({ state: 'ringing', agent: 'agent2', answeredAt: null });
    expect(busy.stateOf('agent1')).toBe('ready');
    expect(busy.slow.rung).toHaveLength(2);
  });

  test('a phone that drops the call at once has declined it: its desk is paused', async () => {
    const busy = new BusyFloor();
    await busy.arrives();
    await busy.goes(await busy.picksUp(), 50, false);
    expect(busy.stateOf('agent1')).toBe('paused missed-ring');
    expect(busy.call).toMatchObject({ state: 'ringing', agent: 'agent2' });
  });

  test('rings nobody until it has caught up, and then whoever waited', async () => {
    const busy = new BusyFloor();
    busy.slow.behind = true;
    await busy.arrives('first');
    await busy.arrives('second');
    expect(busy.slow.rung).toEqual([]);
    expect([...busy.floor.board.calls.values()].map(({ row, hearing }) => [row.state, hearing])).toEqual([
      ['waiting', 'music'],
      ['waiting', 'music'],
    ]);
    busy.slow.behind = false;
    await busy.due.get('line distribute')?.();
    expect(busy.slow.rung).toHaveLength(2);
    expect([busy.stateOf('agent1'), busy.stateOf('agent2')]).toEqual(['ringing', 'ringing']);
  });
});
