import {
  type ClockKind,
  deliveryStates,
  messageChannels,
  type Signal,
  signals as signalWords,
  ticketClocks,
  ticketLifecycle,
  type TimelineItem,
} from '@hotline/contracts';
import { type Db, type KeyRing, type Person, unseal } from '@hotline/platform';
import { asc, eq } from 'drizzle-orm';
import { maskText } from '../contact/contact-seal.ts';
import { messageAbout } from '../notices/citizen-words.ts';
import type { CallItem, MessageItem, TicketingPorts } from '../ports.ts';
import { citizenMessage } from '../tables/desk.ts';
import { clock as clockTable, type LogRow, signal as signalTable, ticketLog, type TicketRow } from '../tables/ticket.ts';

type Unnamed = Omit<TimelineItem, 'actorName'>;

/** Everything that happened to a ticket on one line of time: steps, calls with their recordings, signals, words to the citizen. */
export class Timeline {
  readonly #db: Db;
  readonly #ring: KeyRing;
  readonly #ports: TicketingPorts;

  constructor(db: Db, ring: KeyRing, ports: TicketingPorts) {
    this.#db = db;
    this.#ring = ring;
    this.#ports = ports;
  }

  async of(me: Person, ticket: TicketRow): Promise<{ items: TimelineItem[] }> {
    const [lines, signals, messages, calls, written] = await Promise.all([
      this.#db.select().from(ticketLog).where(eq(ticketLog.ticketId, ticket.id)).orderBy(asc(ticketLog.version)),
      this.#db
        .select({ at: signalTable.at, kind: signalTable.kind, clock: clockTable.kind })
        .from(signalTable)
        .innerJoin(clockTable, eq(clockTable.id, signalTable.clockId))
        .where(eq(signalTable.ticketId, ticket.id)),
      this.#db.select().from(citizenMessage).where(eq(citizenMessage.ticketId, ticket.id)),
      // Who may not listen learns that there was a call, not more.
      this.#ports.calls.about(ticket.id, ticket.callId),
      me.permissions.has('citizen.reveal') ? this.#ports.conversations.about(ticket.id) : [],
    ]);
    const clear = me.permissions.has('citizen.reveal');
    const items = [
      ...lines.map((line) => this.#step(line, clear)),
      ...signals.map(signalItem),
      // what became a letter is told by the letter, with how it was delivered
      ...(clear ? messages.filter(({ id }) => !written.some((one) => one.id === id)).map((row) => this.#message(row)) : []),
      ...written.map(writtenItem),
      ...calls.map((call) => this.#call(call, me.permissions.has('recording.listen'))),
    ];
    const named = items.map((item) => ({ ...item, actorName: this.#ports.nameOf(item.actor) ?? null }));
    return { items: named.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)) };
  }

  #step(line: LogRow, clear: boolean): Unnamed {
    const { zh, en } = ticketLifecycle[line.event];
    const unit = line.event === 'dispatch' ? this.#ports.units.nameOf(String(line.form['unit'])) : undefined;
    return {
      at: line.at.toISOString(),
      kind: 'step',
      actor: line.actor,
      summary: unit ? `${zh} → ${unit}` : zh,
      summaryEn: unit ? `${en} → ${unit}` : en,
      text: line.note && (clear ? line.note : maskText(line.note)),
      ref: line.event,
    };
  }

  #message(row: typeof citizenMessage.$inferSelect): Unnamed {
    const text = unseal(this.#ring, messageAbout(row.id), row.textSealed);
    // The query code is the citizen's own.
    return {
      at: row.at.toISOString(),
      kind: 'told',
      actor: 'hotline',
      summary: `告知市民 ${row.toMasked ?? ''}`,
      summaryEn: `Told the citizen ${row.toMasked ?? ''}`,
      text: text.replace(/查询码\d{6}/, '查询码******'),
      ref: null,
    };
  }

  #call(call: CallItem, mayListen: boolean): Unnamed {
    const [zh, en] = call.direction === 'in' ? ['市民来电', 'The citizen called'] : ['致电市民', 'The citizen was called'];
    const length = call.seconds === null ? '' : ` ${Math.floor(call.seconds / 60)}:${String(call.seconds % 60).padStart(2, '0')}`;
    return {
      at: call.at.toISOString(),
      kind: 'call',
      actor: call.agent ?? 'hotline',
      summary: `${zh}${length}`,
      summaryEn: `${en}${length}`,
      text: null,
      ref: mayListen ? call.id : null,
      recordings: mayListen ? [...call.recordings] : [],
    };
  }
}

function writtenItem({ at, direction, conversationId, channel, by, text, delivery }: MessageItem): Unnamed {
  const way = messageChannels[channel];
  const stands = delivery && deliveryStates[delivery];
  const [zh, en] = direction === 'in' ? ['市民来信', 'The citizen wrote'] : ['回复市民', 'The citizen was answered'];
  return {
    at: at.toISOString(),
    kind: 'message',
    actor: direction === 'in' ? 'citizen' : (by ?? 'hotline'),
    summary: `${zh} · ${way.zh}${stands ? ` · ${stands.zh}` : ''}`,
    summaryEn: `${en} · ${way.en}${stands ? ` · ${stands.en}` : ''}`,
    // ours names the code; hers is a command that holds it
    text: text.replace(/查询码\d{6}/, '查询码******').replace(/(查询\D{0,3}\d{12}\D{1,3})\d{6}(?!\d)/g, '$1******'),
    ref: conversationId,
  };
}

const signalItem = ({ at, kind, clock }: { at: Date; kind: Signal; clock: ClockKind }): Unnamed => ({
  at: at.toISOString(),
  kind: 'signal',
  actor: 'hotline',
  summary: `${ticketClocks[clock].zh}${signalWords[kind].zh}`,
  summaryEn: `${signalWords[kind].en}: ${ticketClocks[clock].en}`,
  text: null,
  ref: `${clock}.${kind}`,
});
