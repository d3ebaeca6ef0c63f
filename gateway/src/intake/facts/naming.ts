/** A ticket number as people write it: twelve digits, perhaps in full width, in groups or in brackets. */
const NUMBERS = /(?<!\d)\d{6}[\s-]?\d{6}(?!\d)/g;
const CODES = /(?<!\d)\d{6}(?!\d)/g;
/** Numbers looked at: a list of tickets is no way to find one that is hers. */
const MOST_NUMBERS = 5;
/** Words with which she asks how her ticket stands (row 87: 查询+编号). */
const ASKS = /查询(?!码)|查一下|进展|进度|办得怎么样|到哪一步|status|progress/i;

export interface Naming {
  /** Ticket numbers in the order in which they stand there. */
  readonly numbers: readonly string[];
  /** Six digits that stand alone: perhaps a query code. */
  readonly codes: readonly string[];
  readonly asksStatus: boolean;
}

const COMMAND = /^\s*(查询|cx)[\s::,,]*\d{6}[\s-]?\d{6}([\s,,]+\d{6})?\s*$/i;

/** What a message names by number. The subject counts as its first line. */
export function namingIn(subject: string | null, text: string): Naming {
  const all = `${subject ?? ''}\n${text}`.normalize('NFKC').slice(0, 20_000);
  const numbers = [...new Set([...all.matchAll(NUMBERS)].map(([found]) => found.replace(/\D/g, '')))].slice(0, MOST_NUMBERS);
  const rest = all.replace(NUMBERS, ' ');
  const codes = [...new Set([...rest.matchAll(CODES)].map(([found]) => found))].slice(0, MOST_NUMBERS);
  // a long letter that mentions 进展 somewhere is a matter, not a question
  const asksStatus = ASKS.test(all) && all.trim().length <= 120;
  return { numbers, codes, asksStatus };
}

/** Whether a text is nothing but 查询, a ticket number and perhaps a code (row 87). */
export const isCommand = (text: string): boolean => COMMAND.test(text.normalize('NFKC'));
