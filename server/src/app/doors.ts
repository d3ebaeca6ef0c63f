import type { Server } from 'node:http';
import path from 'node:path';
import { forms, MOST_PHOTO_BYTES, publicApi, staffApi } from '@hotline/contracts';
import { auditController, openListener, Sockets, type Undeclared } from '@hotline/platform';
import { verifyTickets } from '@hotline/ticketing';
import { projectRoot, version } from '../supervisor/status.ts';
import type { Ground } from './ground.ts';
import type { Health } from './health.ts';
import { addHooks } from './hooks.ts';
import { openMetrics } from './metrics.ts';
import { addOwnRoutes } from './own-routes.ts';
import type { Parts } from './parts.ts';

/** Answers under way when the app is told to stop get this long. */
const GRACE_MS = 2_000;

/** The two listeners: the public one knows no staff operation. Resolves when both are open. */
export async function openDoors(
  { config, log, database, ring, audit }: Ground,
  { people, telephony, ticketing, gateway }: Parts,
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
    proxies: config.proxies,
    sockets: [`ws://127.0.0.1:${config.phonePort}`, `ws://localhost:${config.phonePort}`],
    served: metrics.served,
    ...(undeclared ? { undeclared } : {}),
  };
  const own = { version: version(), report };
  const deskRoutes = {
    ...own,
    title: '12345 hotline: staff API',
    groups: staffApi,
    named: Object.values(forms),
    pages: pages('agent-desktop'),
  };
  const siteRoutes = { ...own, title: '12345 hotline: public API', groups: publicApi, pages: pages('approval-portal/web') };
  const desk = await openListener({
    ...common,
    name: 'desk',
    controllers: [
      ...people.controllers,
      ...telephony.controllers,
      ...ticketing.controllers,
      ...gateway.controllers,
      auditController(db, ring, audit, () => verifyTickets(db, ring)),
    ],
    refused: { db, audit },
    prepare: (fastify) => addOwnRoutes(fastify, { ...deskRoutes, metrics: { source: metrics, doorkeeper: people.doorkeeper } }),
  });
  const site = await openListener({
    ...common,
    name: 'site',
    controllers: [...telephony.publicControllers, ...ticketing.publicControllers, ...gateway.publicControllers],
    mostUpload: MOST_PHOTO_BYTES,
    prepare: async (fastify) => {
      addHooks(fastify, log, gateway.hook);
      await addOwnRoutes(fastify, siteRoutes);
    },
  });
  await desk.listen(config.deskAddress.port, config.deskAddress.host);
  await site.listen(config.siteAddress.port, config.siteAddress.host);
  const sockets = new Sockets(desk.getHttpServer(), people.doorkeeper, log);
  sockets.letLook((person, id) => ticketing.maySee(person, id));
  return {
    sockets,
    close: () => closeDoors(sockets, [desk, site]),
  };
}

/** A connection that somebody opened and never used would hold its door for minutes: after a while all are cut. */
async function closeDoors(sockets: Sockets, doors: readonly Awaited<ReturnType<typeof openListener>>[]): Promise<void> {
  const impatient = setTimeout(() => doors.forEach((door) => (door.getHttpServer() as Server).closeAllConnections()), GRACE_MS);
  await sockets.close();
  await Promise.all(doors.map((door) => door.close()));
  clearTimeout(impatient);
}
