import fs from 'node:fs';
import path from 'node:path';
import {
  agentStates,
  asks,
  callLifecycle,
  callStates,
  dispositions,
  events,
  forms,
  frames,
  messages,
  missedFates,
  missedReasons,
  outcomes,
  pauseReasons,
  type Permission,
  permissions,
  permissionsOf,
  presence,
  publicApi,
  recordingStates,
  refusalReasons,
  type Relation,
  relations,
  returnReasons,
  roleNames,
  roles,
  signals,
  staffApi,
  stages,
  ticketClocks,
  type TicketClock,
  ticketLifecycle,
  type TicketStep,
  ticketStates,
} from '@hotline/contracts';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
// Not through the package's door: that loads Nest, two seconds for one function.
import { openapi } from '../platform/src/http/openapi/openapi.ts';

/** `npm run generate`: what the tables say, as pages for people. `npm run check` fails when a page is older than its table. */
const root = path.resolve(import.meta.dirname, '..');
const made = (source: string): string => `<!-- Made from ${source} by \`npm run generate\`. Do not edit. -->`;

interface Step {
  readonly from: readonly string[];
  /** Absent: the state stays. */
  readonly to?: string;
  /** The step may leave the state as it is. */
  readonly unless?: string;
  readonly by: string | readonly string[];
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
function diagram(steps: Readonly<Record<string, Step>>, states: Words): string {
  const idOf = (state: string): string => state.replaceAll('-', '_');
  const names = Object.entries(states).map(([state, { zh }]) => `  ${idOf(state)}: ${state} ${zh}`);
  const arrows = Object.entries(steps).flatMap(([event, { from, to, unless, zh }]) =>
    (from.length > 0 ? from.map(idOf) : ['[*]']).flatMap((before) => [
      `  ${before} --> ${to === undefined ? before : idOf(to)}: ${event} ${zh}`,
      ...(unless ? [`  ${before} --> ${before}: ${event} ${zh} (${unless})`] : []),
    ]),
  );
  const left = new Set(Object.values(steps).flatMap(({ from }) => from));
  const ends = Object.keys(states).flatMap((state) => (left.has(state) ? [] : [`  ${idOf(state)} --> [*]`]));
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
        words(one.to ? [one.to] : []),
        String(one.by),
        words(one.sets),
        words(one.effects),
      ]),
    ),
    "## An agent's presence 坐席状态",
    diagram(presence, agentStates),
    table(
      ['step', '中文', 'English', 'from', 'to', 'by'],
      shifts.map(([name, one]) => [`\`${name}\``, one.zh, one.en, words(one.from), words(one.to ? [one.to] : []), String(one.by)]),
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

const ticketSteps = Object.entries(ticketLifecycle as Readonly<Record<string, TicketStep>>);

/** ●: any ticket; ○: her own, or those of her unit. */
const ownOnly: ReadonlySet<Relation> = new Set<Relation>(['owner', 'handler']);
function mayCell(held: ReadonlySet<Permission>, by: readonly Relation[]): string {
  const are = by.filter((relation) => held.has(relations[relation].needs));
  if (are.length === 0) return '';
  return are.every((relation) => ownOnly.has(relation)) ? '○' : '●';
}

/** States, steps and forms. */
const stepTables = (): string[] => [
  '## Steps 环节',
  table(
    ['step', '中文', 'English', 'from', 'to', 'by', 'form', 'guard', 'sets', 'effects'],
    ticketSteps.map(([name, one]) => [
      `\`${name}\``,
      one.zh,
      one.en,
      words(one.from) || 'new',
      (one.to ? `\`${one.to}\`` : 'stays') + (one.unless ? `, stays while \`${one.unless}\`` : ''),
      words(one.by),
      `\`${one.asks}\``,
      one.guard === 'always' ? '' : `\`${one.guard}\``,
      words(one.sets),
      words(one.effects),
    ]),
  ),
  'What a guard asks stands in `ticketing/src/lifecycle/guards.ts`, what a word of `sets` writes in `sets.ts` beside it, whom an effect tells in `ticketing/src/notices/effects.ts`, and what the citizen reads in `citizen-words.ts`.',
  '## States 状态',
  table(
    ['state', '中文', 'English', 'open', 'stage 阶段'],
    Object.entries(ticketStates).map(([name, { zh, en, open, stage }]) => [
      `\`${name}\``,
      zh,
      en,
      open ? 'yes' : 'no',
      `${stages[stage].zh} ${stages[stage].en}`,
    ]),
  ),
  '## Forms 表单',
  table(
    ['form', 'field', '中文', 'English', 'asked as', 'needed'],
    Object.entries(forms).flatMap(([form, { shape }]) =>
      Object.entries<z.ZodType>(shape).map(([field, schema]) => {
        const how = asks.get(schema);
        const when = how?.when ? `when \`${how.when.field}\` is ${String(how.when.is)}` : 'no';
        return [
          `\`${form}\``,
          `\`${field}\``,
          how?.zh ?? '',
          how?.en ?? '',
          how?.ask ?? '',
          schema.safeParse(undefined).success ? when : 'yes',
        ];
      }),
    ),
  ),
];

/** Who, and until when. */
const rightTables = (): string[] => [
  '## Who may 谁可以办',
  "●: any ticket that she sees. ○: only a ticket that is her own, or her unit's. Whoever may not see a ticket gets 404, the wrong person 403, the right one in the wrong state 422.",
  table(
    ['step', ...roleNames.map((role) => roles[role].zh)],
    ticketSteps.map(([name, { zh, by }]) => [`\`${name}\` ${zh}`, ...roleNames.map((role) => mayCell(permissionsOf([role]), by))]),
  ),
  '## Relations 与工单的关系',
  'What a person is to one ticket. Without the right nobody is that; the rest stands in `ticketing/src/lifecycle/relations.ts`.',
  table(
    ['relation', '中文', 'English', 'needs the right', 'posts that have it'],
    Object.entries(relations).map(([name, { zh, en, needs }]) => [
      `\`${name}\``,
      zh,
      en,
      `\`${needs}\` ${permissions[needs].zh}`,
      roleNames
        .filter((role) => permissionsOf([role]).has(needs))
        .map((role) => roles[role].zh)
        .join('、'),
    ]),
  ),
  '## Clocks 时限',
  'A clock runs while its ticket is in one of its states: leaving them stops it. How long it runs is data: `ticketing/src/deadlines/rules.ts` holds the first rules.',
  table(
    ['clock', '中文', 'English', 'runs in', 'stopped also by', 'its signals tell'],
    Object.entries(ticketClocks as Readonly<Record<string, TicketClock>>).map(([name, { zh, en, runsIn, stoppedBy, tells }]) => [
      `\`${name}\``,
      zh,
      en,
      words(runsIn),
      words(stoppedBy),
      words(tells),
    ]),
  ),
  table(
    ['signal', '中文', 'English', 'also tells'],
    Object.entries(signals).map(([name, { zh, en, alsoTells }]) => [`\`${name}\``, zh, en, words(alsoTells)]),
  ),
];

const lifecyclePage = (): string =>
  [
    made('contracts/src/tickets/lifecycle.ts, forms.ts and vocabulary.ts'),
    '# Tickets: every step there is',
    'A step that is not a row here does not exist: the desk draws no button for it and the code refuses it. `ticketing/src/lifecycle/step.ts` reads the table; nothing about a step is written anywhere else.',
    diagram(ticketLifecycle, ticketStates),
    ...stepTables(),
    ...rightTables(),
    '## Why a matter is not accepted 不予受理的情形',
    table(
      ['reason', '中文', 'English', 'the citizen is told'],
      Object.entries(refusalReasons).map(([name, { zh, en, tells }]) => [`\`${name}\``, zh, en, tells.zh]),
    ),
    '## Why a unit gives a ticket back 退单理由',
    wordTable('reason', returnReasons),
    '## How a ticket ended 办结方式',
    wordTable('outcome', outcomes),
  ].join('\n\n');

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
  'docs/lifecycle.md': lifecyclePage(),
  'docs/events.md': eventsPage(),
  'docs/openapi.json': JSON.stringify(openapi('12345 hotline: staff API', version, staffApi, Object.values(forms))),
  'docs/openapi-public.json': JSON.stringify(openapi('12345 hotline: public API', version, publicApi)),
};
for (const [file, text] of Object.entries(pages)) {
  const at = path.join(root, file);
  const options = (await resolveConfig(at)) ?? {};
  fs.writeFileSync(at, await format(text, { ...options, filepath: at }));
}
