import { Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Report } from '../supervisor/messages.ts';

/** Metrics in Prometheus' text form; names as its guide asks: base unit at the end. */
export function openMetrics(report: () => Report) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'hotline_http_request_seconds',
    help: 'Time to answer an operation',
    labelNames: ['operation', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [registry],
  });
  const gauge = (name: string, help: string, label: string, read: () => Readonly<Record<string, number>>): void => {
    const one: Gauge = new Gauge({
      name,
      help,
      labelNames: [label],
      registers: [registry],
      collect: () => Object.entries(read()).forEach(([key, value]) => one.set({ [label]: key }, value)),
    });
  };
  gauge('hotline_calls', 'Live calls by state', 'state', () => ({ ...report().calls }));
  gauge('hotline_agents', 'Agents by what they do', 'state', () => ({ ...report().agents }));
  gauge('hotline_jobs', 'Jobs waiting and failed', 'state', () => ({ ...report().jobs }));
  gauge('hotline_ready', 'Parts that work (1) or not (0)', 'part', () =>
    Object.fromEntries(Object.entries(report().ready).map(([part, ready]) => [part, ready ? 1 : 0])),
  );
  return {
    served: (operation: string, status: number, ms: number) => requests.observe({ operation, status: String(status) }, ms / 1_000),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
