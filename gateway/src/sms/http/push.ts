import type { ArrivedReport } from '../../intake/arrival.ts';
import type { IncomingPart } from '../joiner.ts';
import { encodings, encodeText } from '../text.ts';
import type { HttpSettings } from './settings.ts';
import { at, plain } from './template.ts';

/** Messages and reports of one push; beyond them it is refused. */
const MOST_AT_ONCE = 1_000;
/** Characters of one message: ten parts and some. */
const LONGEST = 2_000;

/** What a provider pushed to us. What cannot be read is named, and the rest is kept all the same. */
export interface Push {
  /** Whole messages: each is one part. */
  readonly parts: readonly IncomingPart[];
  readonly reports: readonly ArrivedReport[];
  readonly problems: readonly string[];
}

type Hooks = HttpSettings['hooks'];

/** Reads a push by the settings of its account: a list or a single one, messages and reports. */
export function readPush({ hooks }: Pick<HttpSettings, 'hooks'>, body: unknown): Push {
  const found = at(body, hooks.list);
  const list: readonly unknown[] = Array.isArray(found) ? found : [found];
  if (list.length > MOST_AT_ONCE) return { parts: [], reports: [], problems: [`${list.length} in one push, ${MOST_AT_ONCE} at most`] };
  const read = list.map((one, index) => readOne(hooks, one, index));
  return {
    parts: read.flatMap((one) => ('part' in one ? [one.part] : [])),
    reports: read.flatMap((one) => ('report' in one ? [one.report] : [])),
    problems: read.flatMap((one) => ('problem' in one ? [one.problem] : [])),
  };
}

type ReadOne = { readonly part: IncomingPart } | { readonly report: ArrivedReport } | { readonly problem: string };

function readOne({ incoming, report }: Hooks, one: unknown, index: number): ReadOne {
  const [from, text, id] = [incoming.from, incoming.text, incoming.id].map((path) => plain(at(one, path)));
  if (from && text !== undefined && id)
    return { part: partOf({ from, text, id, to: incoming.to === '' ? '' : (plain(at(one, incoming.to)) ?? '') }) };
  const [peerId, state] = [report.id, report.state].map((path) => plain(at(one, path)));
  if (peerId && state) return { report: reportOf(report, peerId, state) };
  return { problem: `第 ${index + 1} 条既不是短信也不是回执 number ${index + 1} is neither a message nor a report` };
}

const partOf = ({ from, to, text, id }: { from: string; to: string; text: string; id: string }): IncomingPart => ({
  from,
  to,
  id,
  format: encodings.ucs2.format,
  hasHeader: false,
  content: encodeText([...text].slice(0, LONGEST).join(''), 'ucs2'),
});

function reportOf({ delivered, failed }: Hooks['report'], peerId: string, state: string): ArrivedReport {
  const isOneOf = (values: readonly unknown[]): boolean => values.some((value) => plain(value) === state);
  if (isOneOf(delivered)) return { peerId, state: 'delivered', words: `已送达手机 delivered (${state})` };
  return isOneOf(failed)
    ? { peerId, state: 'failed', words: `未送达 not delivered (${state})` }
    : { peerId, state: 'sent', words: `服务商状态 the provider says (${state})` };
}
