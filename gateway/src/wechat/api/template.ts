import type { Outgoing } from '../../channel.ts';
import type { Template } from '../settings.ts';

/** Characters that WeChat takes in a field, by the kind in its name (类目模板消息参数值内容限制); a longer one is refused with 47003. */
const longest = new Map(
  Object.entries({
    thing: 20,
    character_string: 32,
    phrase: 5,
    const: 20,
    name: 10,
    number: 32,
    time: 32,
    date: 32,
  }),
);
const LONGEST_ELSE = 200;
const CITY_MS = 8 * 3_600_000;

const fit = (text: string, most: number): string => {
  const signs = [...text];
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
};

/** A template message: its fields with the text, the ticket's number and the time filled in once. */
export function templateBody({ templateId, fields }: Template, { to, text }: Pick<Outgoing, 'to' | 'text'>, now: Date) {
  const fillings: Readonly<Record<string, string>> = {
    text: text.toWellFormed().replace(/\s+/g, ' ').trim(),
    number: /(?<!\d)\d{12}(?!\d)/.exec(text)?.[0] ?? '-',
    time: new Date(now.getTime() + CITY_MS).toISOString().slice(0, 16).replace('T', ' '),
  };
  const data = Object.entries(fields).map(([name, said]) => {
    const most = longest.get(name.replace(/\d+$/, '')) ?? LONGEST_ELSE;
    const filled = said.replace(/\{(text|number|time)\}/g, (_, word: string) => fillings[word] ?? '');
    return [name, { value: fit(filled, most) }] as const;
  });
  return { touser: to.address, template_id: templateId, data: Object.fromEntries(data) };
}
