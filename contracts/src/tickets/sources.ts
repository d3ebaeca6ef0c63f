import type { Label } from '../words/label.ts';
import type { Channel } from './vocabulary.ts';

/** What is asked of one source. `day`: a day of the city, `2026-02-25`; `long`: a text of several lines. */
export interface SourceField extends Label {
  readonly is: 'text' | 'long' | 'day';
  readonly needed: boolean;
  /** Characters at most. */
  readonly longest: number;
}

/**
 * What staff write down beside the matter when it did not come by telephone or message (DOMAIN 2.6: 来源渠道; 领导批示 with text, leader and date;
 * 媒体 and 网民留言; 其他热线转办 with their number, so that their ticket is found by it).
 */
// prettier-ignore
export const sourceFields = {
  counter: {
    window:      { is: 'text', needed: false, longest: 60,    zh: '窗口或服务点',   en: 'Window' },
    visitors:    { is: 'text', needed: false, longest: 20,    zh: '来访人数',       en: 'Visitors' },
    materials:   { is: 'text', needed: false, longest: 200,   zh: '带来的材料',     en: 'Papers brought' },
  },
  letter: {
    receivedOn:  { is: 'day',  needed: true,  longest: 10,    zh: '收信日期',       en: 'Received on' },
    writtenOn:   { is: 'day',  needed: false, longest: 10,    zh: '信上日期',       en: 'Dated' },
    reference:   { is: 'text', needed: false, longest: 60,    zh: '来信编号',       en: 'Letter number' },
    signatories: { is: 'text', needed: false, longest: 20,    zh: '联名人数',       en: 'Signatories' },
    pages:       { is: 'text', needed: false, longest: 20,    zh: '页数和附件',     en: 'Pages and enclosures' },
  },
  media: {
    outlet:      { is: 'text', needed: true,  longest: 60,    zh: '媒体或平台',     en: 'Outlet' },
    publishedOn: { is: 'day',  needed: true,  longest: 10,    zh: '刊播日期',       en: 'Published on' },
    headline:    { is: 'text', needed: false, longest: 120,   zh: '报道标题',       en: 'Headline' },
    link:        { is: 'text', needed: false, longest: 300,   zh: '链接或版面',     en: 'Link or page' },
  },
  leader: {
    leader:      { is: 'text', needed: true,  longest: 60,    zh: '批示领导',       en: 'Leader' },
    instructedOn:{ is: 'day',  needed: true,  longest: 10,    zh: '批示日期',       en: 'Instructed on' },
    instruction: { is: 'long', needed: true,  longest: 2_000, zh: '批示内容',       en: 'Instruction' },
    reference:   { is: 'text', needed: false, longest: 60,    zh: '文号',           en: 'Document number' },
    reportBy:    { is: 'day',  needed: false, longest: 10,    zh: '要求反馈日期',   en: 'Report back by' },
  },
  hotline: {
    hotline:     { is: 'text', needed: true,  longest: 60,    zh: '转来的热线',     en: 'Hotline' },
    theirNumber: { is: 'text', needed: true,  longest: 60,    zh: '对方工单号',     en: 'Their number' },
    passedOn:    { is: 'day',  needed: false, longest: 10,    zh: '转来日期',       en: 'Passed on' },
    theirAgent:  { is: 'text', needed: false, longest: 60,    zh: '对方经办人',     en: 'Their agent' },
  },
} as const satisfies Partial<Record<Channel, Readonly<Record<string, SourceField>>>>;

/** What a source asks, in its order; of most nothing. */
export const fieldsOfSource = (channel: string): readonly (readonly [name: string, field: SourceField])[] =>
  Object.hasOwn(sourceFields, channel) ? Object.entries(sourceFields[channel as keyof typeof sourceFields]) : [];

/** What is wrong with what was written down of a source, by field. */
export function sourceProblems(
  channel: string,
  source: Readonly<Record<string, string>>,
): Readonly<Record<string, 'unknown' | 'missing' | 'too-long' | 'no-day'>> {
  const fields = new Map(fieldsOfSource(channel));
  const wrong = (name: string, value: string) => {
    const field = fields.get(name);
    if (!field) return 'unknown';
    if (value.length > field.longest) return 'too-long';
    return field.is === 'day' && value !== '' && !isDay(value) ? 'no-day' : undefined;
  };
  const missing = [...fields].filter(([name, { needed }]) => needed && !source[name]).map(([name]) => [name, 'missing'] as const);
  const others = Object.entries(source).flatMap(([name, value]) => {
    const found = wrong(name, value);
    return found ? [[name, found] as const] : [];
  });
  return Object.fromEntries([...missing, ...others]);
}

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
