import type { HookReply, HookRequest } from '@hotline/gateway';
import type { Log } from '@hotline/platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** One push of a provider: a thousand reports, or a picture's link; files are fetched by us. */
const MOST_HOOK_BYTES = 512 * 1024;

type Handler = (accountId: string, request: HookRequest) => Promise<HookReply> | undefined;

/**
 * Where peers of the channels push to us, on the public address: each brings its own proof, which its channel checks. Bodies come as bytes,
 * since what is signed is what was sent.
 */
export function addHooks(fastify: FastifyInstance, log: Log, hook: Handler): void {
  void fastify.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_HOOK_BYTES }, (__, body, parsed) => parsed(null, body));
    scope.route({
      method: ['GET', 'POST'],
      url: '/hooks/:account',
      handler: async (request: FastifyRequest, answer) => {
        const { account } = request.params as { account: string };
        const found = await (hook(account, asked(request)) ?? Promise.resolve(nobody)).catch((error: unknown) => {
          log.warn({ account, error: String(error) }, 'what a peer pushed could not be kept; it is told to come again');
          return busy;
        });
        return answer.code(found.status).type(found.type).send(found.body);
      },
    });
    done();
  });
}

const nobody: HookReply = { status: 404, type: 'text/plain; charset=utf-8', body: '没有这个地址 no such address' };
const busy: HookReply = { status: 503, type: 'text/plain; charset=utf-8', body: '请稍后再试 try again later' };

const asked = ({ method, query, headers, body }: FastifyRequest): HookRequest => ({
  method,
  // a name that comes twice counts once
  query: Object.fromEntries(
    Object.entries(query as Record<string, unknown>).map(([name, value]) => [name, String(Array.isArray(value) ? value[0] : value)]),
  ),
  contentType: headers['content-type'] ?? '',
  body: Buffer.isBuffer(body) ? body : Buffer.alloc(0),
});
