import type { Hook, HookReply, HookRequest } from '../../channel.ts';
import { echoOf, type EnvelopeRules, openEnvelope, type Opened, type Refusal, refusals, SIGNED_FOR_SECONDS } from './envelope.ts';
import { Replays } from './replays.ts';

/** Milliseconds between two audit lines of one reason: a stranger who pushes all day does not fill the audit. */
const AUDIT_EVERY_MS = 60_000;

export interface HookOrder extends Omit<EnvelopeRules, 'now'> {
  readonly now: () => Date;
  /** A proven push. When it resolves it is kept. */
  readonly pushed: (push: Exclude<Opened, { is: 'refused' }>) => Promise<void>;
  /** A line of the audit. */
  readonly refused: (because: Refusal, times: number) => Promise<void>;
}

const reply = (status: number, body: string): HookReply => ({ status, type: 'text/plain; charset=utf-8', body });

/** Answers WeChat: its question whether the address is ours, and what it pushes. `success` is said when it is kept. */
export function openHook(order: HookOrder): Hook {
  const replays = new Replays(2 * SIGNED_FOR_SECONDS * 1_000);
  const refuse = refuser(order);
  const rules = (): EnvelopeRules => ({ ...order, now: order.now() });
  return async (request) => {
    if (request.method === 'GET') {
      const found = echoOf(request, rules());
      return 'echo' in found ? reply(200, found.echo) : refuse(found.because);
    }
    const opened = openEnvelope(request, rules());
    if (opened.is === 'refused') return refuse(opened.because);
    const stamp = stampOf(request);
    if (!replays.claim(stamp, order.now().getTime())) return refuse('replay');
    try {
      await order.pushed(opened);
    } catch (error) {
      // it comes again, perhaps with the same stamp
      replays.release(stamp);
      throw error;
    }
    return reply(200, 'success');
  };
}

const stampOf = ({ query }: HookRequest): string => `${query['timestamp']}:${query['nonce']}`;

/** Refuses, and writes the first of each reason and then one line a minute into the audit. */
function refuser({ now, refused }: HookOrder): (because: Refusal) => Promise<HookReply> {
  const written = new Map<Refusal, { at: number; since: number }>();
  return async (because) => {
    const last = written.get(because);
    const at = now().getTime();
    if (last && at - last.at < AUDIT_EVERY_MS) last.since += 1;
    else {
      written.set(because, { at, since: 0 });
      await refused(because, (last?.since ?? 0) + 1);
    }
    const { zh, en } = refusals[because];
    return reply(403, `${zh} ${en}`);
  };
}
