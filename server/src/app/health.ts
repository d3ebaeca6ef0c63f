import type { AsteriskSwitchboard } from '@hotline/telephony';
import type { Report } from '../supervisor/messages.ts';

/** The app's part of the status is looked at so often, so that whoever asks gets an answer at once, also while something hangs. */
const LOOK_MS = 1_000;
const HOUR_MS = 3_600_000;
const TRY_AGAIN_MS = 10_000;

export interface HealthPorts {
  readonly database: () => Promise<void>;
  readonly jobs: () => Promise<{ pending: number; failed: number; up: boolean }>;
  readonly eventLag: () => Promise<number>;
  readonly counts: () => Omit<Report['calls'], 'channels'> & { agents: Report['agents'] };
  readonly switchboard: Pick<AsteriskSwitchboard, 'connections' | 'channels' | 'isUp'>;
  readonly recordingTrouble: () => Promise<string | undefined>;
  readonly probe: () => Promise<{ ok: true } | { ok: false; reason: string }>;
}

/** What the app knows about its own readiness. */
export class Health {
  readonly #ports: HealthPorts;
  #report: Report;
  #probe: { ok: boolean; reason: string; at: number } = { ok: false, reason: 'the probe call has not been made yet', at: -HOUR_MS };
  #probing = false;
  #timer: NodeJS.Timeout | undefined;
  #switchReason: string | undefined;

  constructor(ports: HealthPorts) {
    this.#ports = ports;
    this.#report = {
      ready: { database: true, jobs: false, ari: false, ami: false, recording: false },
      calls: { waiting: 0, ringing: 0, talking: 0, channels: 0 },
      agents: { ready: 0, busy: 0, wrapUp: 0, paused: 0, offline: 0 },
      events: { lag: 0 },
      jobs: { pending: 0, failed: 0 },
    };
  }

  start(): void {
    const look = (): void => {
      void this.#look()
        .catch(() => undefined)
        .finally(() => (this.#timer = setTimeout(look, LOOK_MS).unref()));
    };
    look();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  /** Counts are of this moment; what needs a question was asked within the last second. */
  report(): Report {
    const { agents, ...calls } = this.#ports.counts();
    return { ...this.#report, calls: { ...this.#report.calls, ...calls }, agents };
  }

  /** A probe made before this moment says nothing about the switch that has just come up. */
  switchChanged(reason?: string): void {
    this.#switchReason = reason;
    this.#probe = { ...this.#probe, at: -HOUR_MS };
  }

  async #look(): Promise<void> {
    const { switchboard } = this.#ports;
    const [database, jobs, lag, trouble, channels] = await Promise.all([
      settled(this.#ports.database()),
      settled(this.#ports.jobs()),
      settled(this.#ports.eventLag()),
      this.#ports.recordingTrouble(),
      switchboard.isUp() ? settled(switchboard.channels()) : undefined,
    ]);
    if (switchboard.isUp()) this.#probeWhenDue();
    const { ari, ami } = switchboard.connections();
    const recording = switchboard.isUp() && this.#probe.ok && trouble === undefined;
    const reasons = [
      ...(database ? [] : ['the database does not answer']),
      ...(jobs?.value.up === false ? ['the job queue does not work'] : []),
      ...(ari && ami ? [] : [`the switch does not answer${this.#switchReason ? `: ${this.#switchReason}` : ''}`]),
      ...(trouble ? [trouble] : []),
      ...(switchboard.isUp() && !this.#probe.ok && !trouble ? [`recording: ${this.#probe.reason}`] : []),
    ];
    this.#report = {
      ready: { database: database !== undefined, jobs: jobs?.value.up ?? false, ari, ami, recording },
      calls: { ...this.#report.calls, channels: channels?.value.length ?? 0 },
      agents: this.#report.agents,
      events: { lag: lag?.value ?? this.#report.events.lag },
      jobs: jobs ? { pending: jobs.value.pending, failed: jobs.value.failed } : this.#report.jobs,
      reasons,
    };
  }

  #probeWhenDue(): void {
    const age = performance.now() - this.#probe.at;
    if (this.#probing || age < (this.#probe.ok ? HOUR_MS : TRY_AGAIN_MS)) return;
    this.#probing = true;
    void this.#ports
      .probe()
      .then((result) => (this.#probe = { ok: result.ok, reason: result.ok ? '' : result.reason, at: performance.now() }))
      .finally(() => (this.#probing = false));
  }
}

/** Wrapped, so that an answer of undefined differs from no answer. */
const settled = <T>(work: Promise<T>): Promise<{ value: T } | undefined> =>
  work.then(
    (value) => ({ value }),
    () => undefined,
  );
