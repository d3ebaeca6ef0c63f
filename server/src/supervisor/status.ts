import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Config } from '@hotline/platform/settings';
import type { Report, Status } from './messages.ts';

/** The folder of the whole program: server/src/supervisor/../../.. */
export const projectRoot = path.resolve(import.meta.dirname, '..', '..', '..');

export const version = (): string =>
  (JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as { version: string }).version;

const nothing: Report = {
  ready: { database: false, jobs: false, ari: false, ami: false, recording: false },
  calls: { waiting: 0, ringing: 0, talking: 0, channels: 0 },
  agents: { ready: 0, busy: 0, wrapUp: 0, paused: 0, offline: 0 },
  events: { lag: 0 },
  jobs: { pending: 0, failed: 0 },
};

export interface Seen {
  readonly processes: Status['processes'];
  /** False until everything has come up once, or has said why it cannot. */
  readonly settled: boolean;
  readonly report: Report | undefined;
  /** What the supervisor itself knows to be wrong. */
  readonly reasons: readonly string[];
  /** Where the simulated phones are seen. */
  readonly simulator?: string | undefined;
}

/** The status object of DESIGN 11 out of what the supervisor sees and the app reports. */
export function composeStatus(config: Config, seen: Seen): Status {
  const { reasons: told = [], ...report } = seen.report ?? nothing;
  const reasons = [...seen.reasons, ...told];
  const allReady = Object.values(report.ready).every(Boolean);
  const silent = seen.settled && !seen.report ? ['the app does not answer'] : [];
  const unexplained = !seen.settled || allReady || reasons.length > 0 || silent.length > 0 ? [] : [`not ready: ${notReady(report.ready)}`];
  return {
    state: stateOf(seen, allReady),
    ...fixedPart(config, seen.simulator),
    ...report,
    processes: seen.processes,
    reasons: [...reasons, ...silent, ...unexplained],
  };
}

/** What `status` says when no supervisor runs. */
export const statusWhenDown = (config: Config): Status => ({
  state: 'down',
  ...fixedPart(config),
  ...nothing,
  processes: { supervisor: null, app: null, postgres: null, asterisk: null },
  reasons: ['nothing runs on this data folder: npm start'],
});

function stateOf({ settled, report, reasons }: Seen, allReady: boolean): Status['state'] {
  if (!settled) return 'starting';
  return report && allReady && reasons.length === 0 ? 'ready' : 'degraded';
}

const notReady = (ready: Report['ready']): string =>
  Object.entries(ready)
    .filter(([, is]) => !is)
    .map(([name]) => name)
    .join(', ');

function fixedPart(config: Config, simulator?: string) {
  const { siteAddress, deskAddress, sip, dirs } = config;
  const desk = `http://${deskAddress.host}:${deskAddress.port}`;
  return {
    version: version(),
    demo: config.demo,
    urls: {
      site: `http://${siteAddress.host}:${siteAddress.port}`,
      desk,
      openapi: `${desk}/api/openapi.json`,
      ...(simulator === undefined ? {} : { simulator }),
    },
    sip: { address: `sip:12345@127.0.0.1:${sip.port}` },
    dirs: { data: dirs.data, recordings: dirs.recordings, logs: dirs.logs },
  };
}
