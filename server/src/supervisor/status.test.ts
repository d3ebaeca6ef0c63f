import { expect, test } from 'vitest';
import { readConfig } from '@hotline/platform/settings';
import type { Report } from './messages.ts';
import { composeStatus, type Seen, statusWhenDown } from './status.ts';

const config = readConfig({}, '/srv/hotline');
const report: Report = {
  ready: { database: true, jobs: true, ari: true, ami: true, recording: true },
  calls: { waiting: 1, ringing: 0, talking: 2, channels: 5 },
  agents: { ready: 3, busy: 2, wrapUp: 0, paused: 1, offline: 9 },
  events: { lag: 0 },
  jobs: { pending: 4, failed: 0 },
};
const processes = { supervisor: { pid: 7, startedAt: '2026-11-25T08:00:00.000Z' }, app: null, postgres: null, asterisk: null };
const seen: Seen = { processes, settled: true, report, reasons: [] };

test('everything ready and nothing to complain of is ready', () => {
  expect(composeStatus(config, seen)).toMatchObject({
    state: 'ready',
    reasons: [],
    calls: report.calls,
    urls: { desk: 'http://127.0.0.1:12346' },
  });
});

test('a part that is not ready is degraded and named, also when nobody gave a reason', () => {
  const status = composeStatus(config, { ...seen, report: { ...report, ready: { ...report.ready, ari: false, ami: false } } });
  expect(status).toMatchObject({ state: 'degraded', reasons: ['not ready: ari, ami'] });
});

test("the app's own reasons stand beside the supervisor's", () => {
  const status = composeStatus(config, {
    ...seen,
    reasons: ['asterisk: gone'],
    report: { ...report, reasons: ['the recordings folder is full'] },
  });
  expect(status).toMatchObject({ state: 'degraded', reasons: ['asterisk: gone', 'the recordings folder is full'] });
});

test('an app that does not answer is degraded, and starting before it has ever answered', () => {
  const silent = { ...seen, report: undefined };
  expect(composeStatus(config, silent)).toMatchObject({
    state: 'degraded',
    reasons: ['the app does not answer'],
    ready: { database: false },
  });
  expect(composeStatus(config, { ...silent, settled: false })).toMatchObject({ state: 'starting', reasons: [] });
});

test('nothing running is down, with the addresses it would have', () => {
  expect(statusWhenDown(config)).toMatchObject({
    state: 'down',
    sip: { address: 'sip:12345@127.0.0.1:5060' },
    processes: { supervisor: null },
  });
});
