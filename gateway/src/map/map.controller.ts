import { publicMap, staffMap } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { MapDesk } from './map-desk.ts';

export const publicMapController = (desk: MapDesk) => controllerOf('publicMap', publicMap, { tile: ({ params }) => desk.tile(params) });

export const staffMapController = (desk: MapDesk) =>
  controllerOf('staffMap', staffMap, { read: () => ({ map: desk.view() }), tile: ({ params }) => desk.tile(params) });
