import { agents, board, calls, type CallView, type Disposition, dispositions, Problem, type PauseReason } from '@hotline/contracts';
import { controllerOf, type KeyRing, type Person } from '@hotline/platform';
import type { PhoneDesk } from '../agents/phone-desk.ts';
import type { CallReads } from './call-reads.ts';
import { citizenOf, placeCall } from '../line/calling-out.ts';
import { dispose, hangUp, hold, transfer, unhold } from '../line/conversation.ts';
import type { Floor } from '../board/floor.ts';
import type { TicketBook } from './ticket-calls.ts';
import type { LiveCall } from '../board/live-call.ts';

interface Desks {
  readonly floor: Floor;
  readonly ring: KeyRing;
  readonly reads: CallReads;
  readonly phones: PhoneDesk;
  readonly tickets: TicketBook;
}

export function callControllers({ floor, ring, reads, phones, tickets }: Desks) {
  const live = async (id: string): Promise<LiveCall> => {
    const call = floor.board.calls.get(id);
    if (call) return call;
    // It exists but is over (422), or does not exist (404).
    const row = await reads.row(id);
    throw new Problem('call.wrong-state', { state: row.state });
  };
  const onLive = async (id: string, deed: (call: LiveCall) => Promise<void>): Promise<CallView> => {
    await deed(await live(id));
    return reads.read(id);
  };
  return [
    controllerOf('calls', calls, {
      list: ({ query }, me) => reads.list(me, query),
      read: ({ params }) => reads.read(params.id),
      history: ({ params }) => reads.history(params.id),
      place: async ({ body }, me) => {
        const order =
          'callId' in body
            ? citizenOf(ring, await reads.row(body.callId))
            : { ...(await tickets.numberOf(me, body.ticketId)), callsBack: null };
        return reads.read(placeCall(floor, ring, me, order).row.id);
      },
      hold: ({ params }, me) => onLive(params.id, (call) => hold(floor, call, me)),
      unhold: ({ params }, me) => onLive(params.id, (call) => unhold(floor, call, me)),
      transfer: ({ params, body }, me) => onLive(params.id, (call) => transfer(floor, call, me, body.agent)),
      hangUp: ({ params }, me) => onLive(params.id, (call) => hangUp(floor, call, me)),
      dispose: async ({ params, body }, me) => {
        const row = await reads.row(params.id);
        const ticketId = await ticketOf(tickets, me, body, row.ticketId);
        const live = floor.board.calls.get(params.id);
        dispose(floor, live, params.id, me, { ...checkedDisposition(body), ticketId });
        await floor.written();
        return live ? reads.live(live) : reads.read(params.id);
      },
      reveal: ({ params, body }, me) => reads.reveal(me, params.id, body.reason),
    }),
    controllerOf('agents', agents, {
      list: () => ({ items: phones.list() }),
      me: (_, me) => ownState(floor, reads, phones, me),
      setState: ({ body }, me) => phones.setState(me, body.state, body.reason as PauseReason | undefined),
      setPhone: ({ body }, me) => phones.connect(me, body.kind, body.contact),
    }),
    controllerOf('board', board, { read: () => reads.board() }),
  ];
}

/** The ticket that a call became: the one she names, or the one that was filed from it. */
async function ticketOf(
  tickets: TicketBook,
  me: Person,
  body: { kind: Disposition; ticketId?: string | undefined },
  linked: string | null,
) {
  if (body.kind !== 'ticket') return null;
  const ticketId = body.ticketId === undefined ? linked : await tickets.find(me, body.ticketId);
  if (ticketId === null) throw new Problem('call.ticket-needed');
  return ticketId;
}

function checkedDisposition({ kind, reason }: { kind: Disposition; reason?: string | undefined }): {
  kind: Disposition;
  reason: string | null;
} {
  const missing = dispositions[kind].asksReason && !reason;
  if (missing) throw new Problem('request.invalid', { errors: [{ path: 'body.reason', message: '请填写理由 / a reason is needed' }] });
  return { kind, reason: reason ?? null };
}

async function ownState(floor: Floor, reads: CallReads, phones: PhoneDesk, me: Person) {
  const agent = phones.view(me.account);
  const call = agent.callId && floor.board.calls.has(agent.callId) ? await reads.read(agent.callId) : null;
  return { agent, call, wrapUpReminderSeconds: floor.queues.get(call?.queue ?? null).wrapUpReminderSeconds };
}
