import type { AgentRow } from '../board/rules.ts';

/** A caller as the distributor sees her. */
export interface Waiting {
  readonly callId: string;
  readonly queue: string;
  /** Since when she waits; a call that was passed on keeps its place. */
  readonly since: Date;
  /** Whom this call has already rung: nobody is offered the same call twice. */
  readonly offered: ReadonlySet<string>;
}

export interface Offer {
  readonly callId: string;
  readonly account: string;
}

const byTime =
  <T>(time: (one: T) => Date) =>
  (a: T, b: T) =>
    time(a).getTime() - time(b).getTime();

/** Who is rung for whom now: the longest-waiting caller first, the longest-idle ready agent of her queue. */
export function offers(
  waiting: readonly Waiting[],
  agents: readonly AgentRow[],
  serves: (account: string, queue: string) => boolean,
): Offer[] {
  const free = agents.filter(({ state, phoneId }) => state === 'ready' && phoneId !== null).sort(byTime(({ idleSince }) => idleSince));
  const made: Offer[] = [];
  for (const { callId, queue, offered } of [...waiting].sort(byTime(({ since }) => since))) {
    const at = free.findIndex(({ account }) => !offered.has(account) && serves(account, queue));
    const [agent] = at < 0 ? [] : free.splice(at, 1);
    if (agent) made.push({ callId, account: agent.account });
    if (free.length === 0) break;
  }
  return made;
}

/** Without any finished call to learn from, a call is taken to last so long. */
const USUAL_CALL_SECONDS = 180;

/** Seconds until a caller with so many before her is answered; undefined when nobody works. */
export function expectedWait(
  ahead: number,
  agents: { ready: number; working: number },
  averageCallSeconds = USUAL_CALL_SECONDS,
): number | undefined {
  if (agents.working === 0) return undefined;
  if (ahead < agents.ready) return 0;
  return Math.round(((ahead - agents.ready + 1) * averageCallSeconds) / agents.working);
}
