import path from 'node:path';
import { publicApi, staffApi } from '@hotline/contracts';
import { auditController, openListener, Sockets, type Undeclared } from '@hotline/platform';
import { projectRoot, version } from '../supervisor/status.ts';
import type { Ground } from './ground.ts';
import type { Health } from './health.ts';
import { openMetrics } from './metrics.ts';
import { addOwnRoutes } from './own-routes.ts';
import type { Parts } from './parts.ts';

/** The two listeners: the public one knows no staff operation. Resolves when both are open. */
export async function openDoors(
  { config, log, database, ring, audit }: Ground,
  { people, telephony }: Parts,
  health: Health,
  undeclared?: Undeclared,
) {
  const { db } = database;
  const metrics = openMetrics(() => health.report());
  const report = () => health.report();
  const pages = (folder: string) => ({ folder: path.join(projectRoot, folder, 'dist'), meta: { 'hotline-demo': config.demo ? '1' : '0' } });
  const common = {
    log,
    doorkeeper: people.doorkeeper,
    sockets: [`ws://127.0.0.1:${config.phonePort}`, `ws://localhost:${config.phonePort}`],
    served: metrics.served,
    ...(undeclared ? { undeclared } : {}),
  };
  const deskRoutes = { title: '12345 hotline: staff API', version: version(), groups: staffApi, report, pages: pages('agent-desktop') };
  const siteRoutes = {
    title: '12345 hotline: public API',
    version: version(),
    groups: publicApi,
    report,
    pages: pages('approval-portal/web'),
  };
  const desk = await openListener({
    ...common,
    name: 'desk',
    controllers: [...people.controllers, ...telephony.controllers, auditController(db, ring, audit)],
    refused: { db, audit },
    prepare: (fastify) => addOwnRoutes(fastify, { ...deskRoutes, metrics: { source: metrics, doorkeeper: people.doorkeeper } }),
  });
  const site = await openListener({
    ...common,
    name: 'site',
    controllers: telephony.publicControllers,
    prepare: (fastify) => addOwnRoutes(fastify, siteRoutes),
  });
  await desk.listen(config.deskAddress.port, config.deskAddress.host);
  await site.listen(config.siteAddress.port, config.siteAddress.host);
  const sockets = new Sockets(desk.getHttpServer(), people.doorkeeper, log);
  return {
    sockets,
    close: async (): Promise<void> => {
      await sockets.close();
      await Promise.all([desk.close(), site.close()]);
    },
  };
}
