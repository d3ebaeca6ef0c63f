import type { EventName, EventPayload } from '@hotline/contracts';
import { type Happened, roomOf, type Sockets } from '@hotline/platform';

/** Boards are drawn anew at most so often, however many calls move. */
const BOARD_MS = 300;

/** Turns what happened into frames for the pages concerned. A call's own frames go to the desks it concerns and to who may see all calls. */
export function tellSockets(sockets: Sockets, now: () => number): (happened: readonly Happened[]) => void {
  const boardChanged = atMostEvery(BOARD_MS, () => sockets.send([roomOf.right('board.read')], 'board:changed', { at: now() }));
  const tellers = {
    'call.moved': ({ agents, id, version, event }) => {
      sockets.send([...agents.map(roomOf.person), roomOf.right('call.read-all')], 'call:moved', { id, version, event });
      boardChanged();
    },
    'agent.moved': ({ account, version }) => {
      sockets.send([roomOf.person(account)], 'me:moved', { version });
      boardChanged();
    },
    'missed.changed': ({ id }) => sockets.send([roomOf.right('missed-call.read')], 'missed:changed', { id }),
    'recording.kept': ({ agents, callId }) =>
      sockets.send([...agents.map(roomOf.person), roomOf.right('call.read-all')], 'recording:kept', { callId }),
    'ticket.moved': ({ id, version, units }) =>
      sockets.send([...units.map(roomOf.unit), roomOf.right('ticket.read-all')], 'ticket:moved', { id, version }),
    'ticket.signalled': ({ id, units }) =>
      sockets.send([...units.map(roomOf.unit), roomOf.right('ticket.read-all')], 'ticket:signalled', { id }),
    'citizen.told': () => undefined,
    'notice.written': ({ audience }) => sockets.send([audience], 'notice:new', { at: now() }),
    'draft.saved': ({ id, version, account, tab }) => sockets.send([roomOf.person(account)], 'draft:saved', { id, version, tab }),
    'message.arrived': ({ id, conversationId }) => sockets.send([roomOf.right('message.read')], 'message:arrived', { id, conversationId }),
    'conversation.moved': ({ id }) => sockets.send([roomOf.right('message.read')], 'conversation:moved', { id }),
    'conversation.signalled': ({ id }) => sockets.send([roomOf.right('message.read')], 'conversation:signalled', { id }),
    'contact.changed': () => sockets.send([roomOf.right('citizen.history')], 'contact:changed', { at: now() }),
    'delivery.moved': ({ messageId }) => sockets.send([roomOf.right('message.read')], 'delivery:moved', { messageId }),
    'quarantine.changed': ({ id }) => sockets.send([roomOf.right('account.read')], 'quarantine:changed', { id }),
    'rights.changed': ({ account }) => sockets.disconnect(account),
  } satisfies { [N in EventName]: (payload: EventPayload<N>) => void };
  return (happened) => {
    for (const { name, payload } of happened) (tellers[name] as (payload: unknown) => void)(payload);
  };
}

function atMostEvery(ms: number, deed: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      deed();
    }, ms);
  };
}
