import { type Permission, roleNames, type TicketState } from '@hotline/contracts';
import { type Person, WorkingCalendar } from '@hotline/platform';
import { testRing } from '@hotline/platform/test-kit';
import { usualLimits } from '../../src/lifecycle/limits.ts';
import { newTicket } from '../../src/lifecycle/writing/new-ticket.ts';
import type { Ground } from '../../src/lifecycle/step.ts';
import { sealContact } from '../../src/contact/contact-seal.ts';
import type { TicketRow } from '../../src/tables/ticket.ts';

/** Wednesday, 2026-11-25, 09:00 in the city. */
export const now = new Date('2026-11-25T01:00:00Z');
export const ring = testRing();
export const ground: Ground = {
  ring,
  limits: usualLimits,
  calendar: new WorkingCalendar(),
  takesTickets: (unit) => unit === 'water-bureau' || unit === 'urban-bureau',
};

/** Somebody with exactly these rights. */
export const somebody = (permissions: readonly Permission[], more: Partial<Person> = {}): Person => ({
  account: 'somebody',
  name: '某人',
  number: null,
  unit: 'hotline',
  unitName: '热线',
  roles: roleNames.slice(0, 0),
  permissions: new Set(permissions),
  ...more,
});

/** A ticket that agent1 filed, in a state as if it had come there by the shortest way; with the water bureau once it was dispatched. */
export function ticketIn(state: TicketState, more: Partial<TicketRow> = {}): TicketRow {
  const id = 'a-ticket';
  const row = newTicket({
    ...sealContact(ring, id, { name: '王𠮷', phone: '13800002222' }),
    id,
    number: '261125000001',
    filing: {
      type: 'help',
      category: 'water-supply',
      title: '家里停水两天',
      body: '三号楼没有水',
      contact: {},
      place: { text: '金桂小区' },
      urgency: 'normal',
      channel: 'phone',
      source: {},
      confidential: false,
      tells: 'all',
    },
    filedBy: 'agent1',
    at: now,
    ruleSet: 1,
  });
  const dispatched = state === 'received' ? {} : { unit: 'water-bureau', assignedAt: now };
  return { ...row, ...dispatched, state, version: 5, ...more };
}
