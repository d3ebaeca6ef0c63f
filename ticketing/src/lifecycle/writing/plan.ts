import { type TicketEvent, ticketLifecycle, type Told } from '@hotline/contracts';
import type { KeyRing } from '@hotline/platform';
import { type ClockChange, clocksAfter, type ClockGround, firstDue } from '../../deadlines/clocks.ts';
import { type MessageOrder, messageOf } from '../../notices/citizen-words.ts';
import { effectsOf, type NoticeOrder, noticesOf } from '../../notices/effects.ts';
import type { Units } from '../../ports.ts';
import type { ClockRow, TicketRow } from '../../tables/ticket.ts';
import type { LogLine } from './log-line.ts';
import type { Stepped } from '../step.ts';

/** Everything that one step writes. `move` writes it in one transaction; a large seed copies many of them. */
export interface Plan {
  readonly ticket: TicketRow;
  readonly line: LogLine;
  readonly clocks: readonly ClockChange[];
  readonly notices: readonly NoticeOrder[];
  readonly message: MessageOrder | undefined;
  readonly told: readonly Told[];
}

export interface PlanGround extends ClockGround {
  readonly ring: KeyRing;
  readonly units: Units;
  /** Steps before this moment have no message any more: a large seed of years need not seal millions. */
  readonly messagesSince?: Date;
}

/** Units whose people see this ticket: the lead unit and those above it. */
export const seenBy = (units: Units, unit: string | null): string[] => (unit ? [...units.above(unit)] : []);

/** From a step to rows: pure, but for the ids it draws. */
export function planOf(ground: PlanGround, stepped: Stepped, running: readonly ClockRow[]): Plan {
  const { event, line } = stepped;
  const clocks = clocksAfter(stepped, running, ground);
  const ticket = { ...stepped.row, ...firstDue(running, clocks) };
  const message =
    tellsCitizen(event) && !(ground.messagesSince && line.at < ground.messagesSince)
      ? messageOf(ground.ring, event, ticket, ground.units.nameOf(ticket.unit ?? '') ?? '有关单位', line.at)
      : undefined;
  const units = new Set([...seenBy(ground.units, stepped.before?.unit ?? null), ...seenBy(ground.units, ticket.unit)]);
  return {
    ticket,
    line,
    clocks,
    notices: noticesOf(effectsOf(event), ticket, event, line.at, `${ticket.id}:${ticket.version}`),
    message,
    told: [
      { name: 'ticket.moved', payload: { id: ticket.id, version: ticket.version, event, units: [...units] } },
      ...(message ? [{ name: 'citizen.told', payload: { id: message.id, ticketId: ticket.id } } as const] : []),
    ],
  };
}

const tellsCitizen = (event: TicketEvent): boolean => (ticketLifecycle[event].effects as readonly string[]).includes('tell-citizen');
