import type { Becoming, QuarantineReason } from '@hotline/contracts';

/** A ticket that a message points at, and whether it is the sender's own. */
export type PointsAt = 'hers' | 'anothers' | 'nothing';

/** What is known of a message before it becomes something. */
export interface MessageFacts {
  /** Nobody typed it: an auto-reply, a list, a report, our own mark. */
  readonly automatic: 'auto-reply' | 'bounce' | 'list' | 'own-loop' | null;
  readonly hasSender: boolean;
  /** What she did instead of writing. */
  readonly event: 'follow' | 'unfollow' | 'menu' | null;
  /** Messages of this sender within the hour, this one included. */
  readonly inThisHour: number;
  /** It answers a message of ours or of hers that belongs to a ticket. */
  readonly thread: PointsAt;
  /** A ticket number stands in its subject or text. */
  readonly number: PointsAt;
  /** It asks how her ticket stands and brings the right query code. */
  readonly asksStatus: boolean;
  /** It is nothing but the command 查询 with a number that is not shown to be hers. */
  readonly asksWrongly: boolean;
  /** T, and its opposite. */
  readonly optsOut: boolean;
  readonly optsIn: boolean;
  /** A callback question is open for her, and it is an answer to it. */
  readonly rates: boolean;
}

/** Messages of one sender in an hour beyond which they are set aside: a citizen in trouble writes ten, a machine writes hundreds. */
export const MOST_IN_AN_HOUR = 60;
/** Automatic mails of one sender in an hour that are still shown. */
export const MOST_AUTOMATIC_IN_AN_HOUR = 10;

/** One thing that may be true of a message; the table below names them. */
const conditions = {
  'is ours': ({ automatic }) => automatic === 'own-loop',
  'is a bounce': ({ automatic }) => automatic === 'bounce',
  'has no sender': ({ hasSender }) => !hasSender,
  'is automatic': ({ automatic }) => automatic === 'auto-reply' || automatic === 'list',
  'is one of too many automatic ones': ({ automatic, inThisHour }) => automatic !== null && inThisHour > MOST_AUTOMATIC_IN_AN_HOUR,
  'is one of too many': ({ inThisHour }) => inThisHour > MOST_IN_AN_HOUR,
  'follows the account': ({ event }) => event === 'follow',
  'follows it no longer': ({ event }) => event === 'unfollow',
  'chose a menu entry': ({ event }) => event === 'menu',
  'answers a callback question': ({ rates }) => rates,
  'wants no notices': ({ optsOut }) => optsOut,
  'wants notices again': ({ optsIn }) => optsIn,
  'asks by a number that is not hers': ({ asksWrongly }) => asksWrongly,
  'asks how her ticket stands': ({ asksStatus }) => asksStatus,
  'is in a thread of her ticket': ({ thread }) => thread === 'hers',
  'names her ticket': ({ number }) => number === 'hers',
  'is anything else': () => true,
} satisfies Record<string, (facts: MessageFacts) => boolean>;
export type Condition = keyof typeof conditions;

export interface BecomingRule {
  readonly when: Condition;
  readonly becomes: Becoming;
  readonly because?: QuarantineReason;
}

/**
 * What an incoming message becomes: the first row that fits decides (issue M1; RFC 3834 for the automatic ones). A stranger who writes
 * somebody's ticket number into a subject fits no row but the last: her message is a matter of her own and appends nothing.
 */
// prettier-ignore
export const becomingRules = [
  { when: 'is ours',                           becomes: 'quarantine', because: 'loop' },
  { when: 'is a bounce',                       becomes: 'bounce' },
  { when: 'has no sender',                     becomes: 'quarantine', because: 'nobody' },
  { when: 'is one of too many automatic ones', becomes: 'quarantine', because: 'flood' },
  { when: 'is automatic',                      becomes: 'automatic' },
  { when: 'is one of too many',                becomes: 'quarantine', because: 'flood' },
  { when: 'follows the account',               becomes: 'follow' },
  { when: 'follows it no longer',              becomes: 'unfollow' },
  { when: 'chose a menu entry',                becomes: 'menu' },
  { when: 'answers a callback question',       becomes: 'rating' },
  { when: 'wants no notices',                  becomes: 'optout' },
  { when: 'wants notices again',               becomes: 'optin' },
  { when: 'asks how her ticket stands',        becomes: 'status' },
  { when: 'asks by a number that is not hers', becomes: 'status' },
  { when: 'is in a thread of her ticket',      becomes: 'addition' },
  { when: 'names her ticket',                  becomes: 'addition' },
  { when: 'is anything else',                  becomes: 'matter' },
] as const satisfies readonly BecomingRule[];

/** The row that decides. */
export function whatItBecomes(facts: MessageFacts): BecomingRule {
  const rule = becomingRules.find(({ when }) => conditions[when](facts));
  if (!rule) throw new Error('the last row fits everything');
  return rule;
}
