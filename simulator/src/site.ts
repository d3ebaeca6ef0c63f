import { createReadStream, existsSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import path from 'node:path';
import type { z } from 'zod';
import type { Carrier } from './carrier.ts';
import type { OfficialAccount } from './official-account.ts';
import { type OrderPath, orders } from './orders.ts';
import type { Threads } from './threads.ts';

/** A picture of ten megabytes, as text. */
const MOST_BYTES = 15_000_000;
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

interface Parts {
  readonly threads: Threads;
  readonly carrier: Carrier;
  readonly wechat: OfficialAccount;
  readonly pages: string;
  readonly number: string;
}
type Order<P extends OrderPath> = z.output<(typeof orders)[P]>;

/** Answers the pages and what the hotline asks of WeChat. Only who means this machine by its address is answered: a page of a stranger's is not. */
export function answerer(parts: Parts) {
  return (request: IncomingMessage, reply: ServerResponse): void => {
    const url = new URL(request.url ?? '/', 'http://simulator');
    const host = (request.headers.host ?? '').replace(/:\d+$/, '');
    if (!['127.0.0.1', 'localhost', '[::1]'].includes(host)) return said(reply, 403, { error: 'this machine only' });
    answer(parts, request, reply, url).catch((error: unknown) => {
      const { status = 500, message } = error as { status?: number; message: string };
      if (!reply.headersSent) said(reply, status, { error: message });
    });
  };
}

async function answer(parts: Parts, request: IncomingMessage, reply: ServerResponse, url: URL): Promise<void> {
  const { pathname, searchParams } = url;
  if (pathname === '/api/events') return events(parts, reply);
  if (pathname.startsWith('/api/pictures/')) return picture(parts, reply, pathname.slice('/api/pictures/'.length));
  if (pathname === '/cgi-bin/media/get') return media(parts, reply, searchParams);
  if (request.method === 'POST') {
    // a form of another page's cannot send this type without asking first
    if (!(request.headers['content-type'] ?? '').startsWith('application/json')) throw refused(415, 'application/json');
    const body = await bodyOf(request);
    if (pathname in orders) return ordered(parts, reply, pathname as OrderPath, body);
    const answered = parts.wechat.call(pathname, searchParams.get('access_token') ?? '', body as Record<string, unknown>);
    return answered ? said(reply, 200, answered) : said(reply, 404, { error: 'no such address' });
  }
  page(parts.pages, reply, pathname);
}

const refused = (status: number, message: string): Error => Object.assign(new Error(message), { status });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw refused(413, `more than ${MOST_BYTES} bytes`);
    pieces.push(piece);
  }
  try {
    const body = JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
    if (typeof body === 'object' && body !== null) return body;
  } catch {
    // said below
  }
  throw refused(400, 'no JSON object');
}

async function ordered(parts: Parts, reply: ServerResponse, at: OrderPath, body: unknown): Promise<void> {
  const read = orders[at].safeParse(body);
  if (!read.success) throw refused(400, read.error.issues.map(({ path: where, message }) => `${where.join('.')}: ${message}`).join('; '));
  await deeds[at](parts, read.data as never);
  said(reply, 200, {});
}

const deeds: { readonly [P in OrderPath]: (parts: Parts, order: Order<P>) => void | Promise<void> } = {
  '/api/texts': ({ carrier }, { from, text }) => carrier.text(from, text),
  '/api/phones': ({ carrier }, { number, isOn }) => carrier.switchPhone(number, isOn),
  '/api/carrier': ({ carrier }, { mood }) => carrier.behave(mood),
  '/api/wechat': ({ wechat }, { openid, deed }) => {
    if (deed.is === 'stay-away') return wechat.stayAway(openid);
    return wechat.does(
      openid,
      deed.is === 'picture' ? { is: 'picture', bytes: Buffer.from(deed.base64, 'base64'), type: deed.type } : deed,
    );
  },
};

/** All that is seen, at once and whenever it changes. */
function events({ threads, carrier, wechat, number }: Parts, reply: ServerResponse): void {
  reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    reply.write(`data: ${JSON.stringify({ number, messages: threads.all(), carrier: carrier.state, wechat: wechat.state })}\n\n`);
  };
  tell();
  const stop = threads.listen(() => (timer ??= setTimeout(tell, 50)));
  reply.on('close', () => {
    stop();
    clearTimeout(timer);
  });
}

function picture({ wechat }: Parts, reply: ServerResponse, id: string): void {
  const found = wechat.picture(id);
  if (!found) throw refused(404, 'no such picture');
  reply.writeHead(200, { 'content-type': found.type, 'x-content-type-options': 'nosniff' }).end(found.bytes);
}

function media(parts: Parts, reply: ServerResponse, query: URLSearchParams): void {
  if (!parts.wechat.isToken(query.get('access_token') ?? '')) return said(reply, 200, { errcode: 40001, errmsg: 'invalid credential' });
  if (!parts.wechat.picture(query.get('media_id') ?? '')) return said(reply, 200, { errcode: 40007, errmsg: 'invalid media_id' });
  picture(parts, reply, query.get('media_id') ?? '');
}

function page(pages: string, reply: ServerResponse, pathname: string): void {
  const file = path.join(pages, pathname === '/' ? 'index.html' : path.normalize(pathname));
  const type = types[path.extname(file)];
  if (!file.startsWith(pages + path.sep) || type === undefined || !existsSync(file)) throw refused(404, 'no such page');
  reply.writeHead(200, { 'content-type': type, 'content-security-policy': "default-src 'self'; img-src 'self' data:" });
  createReadStream(file).pipe(reply);
}

function said(reply: ServerResponse, status: number, body: object): void {
  reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}
