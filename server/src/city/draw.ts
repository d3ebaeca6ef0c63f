import type { TicketType } from '@hotline/contracts';
import { drawCategory, leaves, subjectOf } from './categories.ts';
import type { SubjectCode } from './category-table.ts';
import { type Dice, lottery } from './dice.ts';
import { composeMatter, type Matter, tellable } from './matters/compose.ts';
import { type FictionalPerson, fictionalPerson } from './people.ts';
import { type Region, regions } from './regions.ts';

/** Per cent of a city bulletin (DOMAIN section 3, [WK]); complaints and reports split as in Tangshan, thanks and the rest are opinions. */
// prettier-ignore
export const typeMix = { consult: 47.1, help: 30.3, suggest: 14.8, complain: 3.6, report: 1.7, opinion: 2.5 } as const satisfies Record<TicketType, number>;

const drawn = lottery(Object.entries(typeMix) as [TicketType, number][], ([, share]) => share);
export const drawType = (random: Dice): TicketType => drawn(random)[0];

/** A community or village, each as likely; the zone without streets as likely as a large township. */
export const drawRegion: (random: Dice) => Region = lottery(
  regions.filter(({ level, code }) => level === 4 || code === '411490'),
  ({ level }) => (level === 4 ? 1 : 60),
);

export interface CityTicket {
  readonly type: TicketType;
  /** A leaf. */
  readonly category: string;
  readonly region: string;
  readonly citizen: FictionalPerson;
  readonly matter: Matter;
}

/** What one can report as an offence: a cold radiator is none. */
// prettier-ignore
const offences: readonly SubjectCode[] = ['labour', 'consumer', 'pollution', 'supervision', 'fire', 'food', 'medicine', 'land', 'production', 'security', 'transport', 'eco-control', 'forest', 'culture'];
const offenceLeaves = ['village-cadre', 'village-accounts', 'education-fee', 'education-tutoring', 'urban-illegal', 'appearance-slag'];
const drawOffence = lottery(
  leaves.filter(({ code }) => offences.includes(subjectOf(code)) || offenceLeaves.includes(code)),
  ({ weight }) => weight,
);

/** One ticket as the city would bring it: type, category and place by their weights, the words of a citizen. */
export function drawTicket(random: Dice): CityTicket {
  const type = drawType(random);
  const { code } = type === 'report' ? drawOffence(random) : drawCategory(random);
  const [category, region] = [tellable(random, code, type), drawRegion(random).code];
  return { type, category, region, citizen: fictionalPerson(random), matter: composeMatter(random, { category, type, region }) };
}
