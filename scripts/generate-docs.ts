import fs from 'node:fs';
import path from 'node:path';
import {
  agentStates,
  callLifecycle,
  callStates,
  dispositions,
  events,
  frames,
  messages,
  missedFates,
  missedReasons,
  pauseReasons,
  presence,
  publicApi,
  recordingStates,
  staffApi,
} from '@hotline/contracts';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
// Not through the package's door: that loads Nest, two seconds for one function.
import { openapi } from '../platform/src/http/openapi.ts';

/** `npm run generate`: what the tables say, as pages for people. `npm run check` fails when a page is older than its table. */
const root = path.resolve(import.meta.dirname, '..');
const made = (source: string): string => `<!-- Made from ${source} by \`npm run generate\`. Do not edit. -->`;

interface Step {
  readonly from: readonly string[];
  readonly to: string;
  readonly by: string;
  readonly zh: string;
  readonly en: string;
  readonly sets?: readonly string[];
  readonly effects?: readonly string[];
}
type Words = Readonly<Record<string, { zh: string; en: string }>>;

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...heads), row(...heads.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');
const words = (list: readonly string[] | undefined): string => (list ?? []).map((word) => `\`${word}\``).join(' ');
const wordTable = (head: string, list: Words): string =>
  table(
    [head, '中文', 'English'],
    Object.entries(list).map(([name, { zh, en }]) => [`\`${name}\``, zh, en]),
  );

/** Only the text behind the colon may hold Chinese and dashes: Mermaid reads what stands before it. */
function diagram(steps: Readonly<Record<string, Step>>, states: Readonly<Record<string, { zh: string; live?: boolean }>>): string {
  const names = Object.entries(states).map(([state, { zh }]) => `  ${state}: ${state} ${zh}`);
  const arrows = Object.entries(steps).flatMap(([event, { from, to, zh }]) =>
    (from.length > 0 ? from : ['[*]']).map((before) => `  ${before} --> ${to}: ${event} ${zh}`),
  );
  const ends = Object.entries(states).flatMap(([state, { live }]) => (live === false ? [`  ${state} --> [*]`] : []));
  return ['```mermaid', 'stateDiagram-v2', ...names, ...arrows, ...ends, '```'].join('\n');
}

function callsPage(): string {
  const steps = Object.entries(callLifecycle as Readonly<Record<string, Step>>);
  const shifts = Object.entries(presence as Readonly<Record<string, Step>>);
  return [
    made('contracts/src/calls/lifecycle.ts and presence.ts'),
    '# Calls and agents: every step there is',
    'A step that is not a row here does not exist: the code refuses it. The two functions that read the tables are `moveCall` and `moveAgent` in `telephony/src/board/rules.ts`.',
    '## A call 通话',
    diagram(callLifecycle, callStates),
    table(
      ['step', '中文', 'English', 'from', 'to', 'by', 'sets', 'effects'],
      steps.map(([name, one]) => [
        `\`${name}\``,
        one.zh,
        one.en,
        words(one.from) || 'new',
        `\`${one.to}\``,
        one.by,
        words(one.sets),
        words(one.effects),
      ]),
    ),
    "## An agent's presence 坐席状态",
    diagram(presence, agentStates),
    table(
      ['step', '中文', 'English', 'from', 'to', 'by'],
      shifts.map(([name, one]) => [`\`${name}\``, one.zh, one.en, words(one.from), `\`${one.to}\``, one.by]),
    ),
    '## Why an agent is paused 小休原因',
    table(
      ['reason', '中文', 'English', 'chosen by her'],
      Object.entries(pauseReasons).map(([name, { zh, en, chosen }]) => [`\`${name}\``, zh, en, chosen ? 'yes' : 'no, by the hotline']),
    ),
    '## How a call was dealt with 处理结果',
    wordTable('disposition', dispositions),
    '## Missed calls 漏话',
    wordTable('why', missedReasons),
    wordTable('fate', missedFates),
    '## Recordings 录音',
    wordTable('state', recordingStates),
  ].join('\n\n');
}

const fieldsOf = (schema: z.ZodType): string =>
  words(Object.keys((z.toJSONSchema(schema, { io: 'input' }) as { properties?: object }).properties ?? {}));

/** The rows of `telephonyJobs`, read as text: to import its package takes two seconds. Throws when the table is written in another way. */
function telephonyJobs(): string[][] {
  const source = fs.readFileSync(path.join(root, 'telephony/src/assemble.ts'), 'utf8');
  const [, body = ''] = /telephonyJobs = \{\n(.*?)\n\} as const/s.exec(source) ?? [];
  const rows = [...body.matchAll(/'([\w.-]+)': \{ payload: z\.object\(\{ (.*?) \}\),.*?retries: (\d+), withinSeconds: (\d+)/g)];
  if (rows.length === 0 || rows.length !== body.split('payload:').length - 1)
    throw new Error('telephony/src/assemble.ts: telephonyJobs is not written one row a line; mend scripts/generate-docs.ts');
  return rows.map(([, name = '', fields = '', retries = '', seconds = '']) => [
    `\`${name}\``,
    words([...fields.matchAll(/(\w+):/g)].map(([, field = '']) => field)),
    String(Number(retries) + 1),
    seconds,
  ]);
}

function eventsPage(): string {
  return [
    made('contracts/src/events.ts, contracts/src/realtime.ts and telephony/src/assemble.ts'),
    '# What is told',
    '## Events',
    'Written in the transaction of the change, read by named readers in commit order, at least once. Ids and versions only, never personal data.',
    table(
      ['event', 'payload', 'told by', 'read by'],
      Object.entries(events).map(([name, { payload, teller, readers }]) => [`\`${name}\``, fieldsOf(payload), teller, words(readers)]),
    ),
    '## Frames',
    'What the server sends over a socket. The page asks again over HTTP; `server/src/app/telling.ts` says which pages hear which frame.',
    table(
      ['frame', 'fields'],
      Object.entries(frames).map(([name, schema]) => [`\`${name}\``, fieldsOf(schema)]),
    ),
    '## Messages',
    'What a page tells the server over its socket.',
    table(
      ['message', 'fields'],
      Object.entries(messages).map(([name, schema]) => [`\`${name}\``, fieldsOf(schema)]),
    ),
    '## Jobs',
    'Work done later, from a queue in the same database. A job that is not done within its seconds counts as dead and is taken up again.',
    table(['job', 'payload', 'tries', 'seconds'], telephonyJobs()),
  ].join('\n\n');
}

const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
const pages: Readonly<Record<string, string>> = {
  'docs/calls.md': callsPage(),
  'docs/events.md': eventsPage(),
  'docs/openapi.json': JSON.stringify(openapi('12345 hotline: staff API', version, staffApi)),
  'docs/openapi-public.json': JSON.stringify(openapi('12345 hotline: public API', version, publicApi)),
};
for (const [file, text] of Object.entries(pages)) {
  const at = path.join(root, file);
  const options = (await resolveConfig(at)) ?? {};
  fs.writeFileSync(at, await format(text, { ...options, filepath: at }));
}
