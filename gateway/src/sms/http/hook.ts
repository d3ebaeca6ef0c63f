import { timingSafeEqual, createHash } from 'node:crypto';
import type { Hook, HookReply, HookRequest } from '../../channel.ts';
import type { CarrierOrder } from '../carrier.ts';
import { readPush } from './push.ts';
import type { HttpSettings } from './settings.ts';

const reply = (status: number, words: string): HookReply => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify({ message: words }),
});

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const isSame = (given: string | undefined, key: string): boolean => given !== undefined && timingSafeEqual(digest(given), digest(key));

/** Takes what a provider pushes: a push is answered when all of it is kept. Without a key in the account nothing is taken. */
export function openHook(
  settings: HttpSettings,
  key: string | undefined,
  { part, report, log }: Pick<CarrierOrder, 'part' | 'report' | 'log'>,
): Hook {
  return async ({ method, query, contentType, body }) => {
    if (key === undefined || !isSame(query['key'], key)) return reply(404, '没有这个地址 no such address');
    if (method !== 'POST') return reply(405, '请用 POST post it');
    const read = bodyOf(contentType, body);
    if (read === undefined) return reply(400, '无法读取 neither JSON nor a form');
    const { parts, reports, problems } = readPush(settings, read);
    for (const one of parts) await part(one);
    for (const one of reports) await report(one);
    if (problems.length > 0) log.warn({ problems: problems.slice(0, 5) }, 'a provider pushed what nobody can read');
    return problems.length > 0 && parts.length + reports.length === 0 ? reply(422, problems[0] ?? '') : reply(200, 'ok');
  };
}

function bodyOf(contentType: string, body: HookRequest['body']): unknown {
  const text = body.toString('utf8');
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(text));
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
