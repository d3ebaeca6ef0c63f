import { categories, publicPlaces, regions } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { Units } from '../ports.ts';
import type { NearDesk } from '../public/near-desk.ts';
import type { Catalogue } from './catalogue.ts';

export const categoriesController = (catalogue: Catalogue, units: Units) =>
  controllerOf('categories', categories, {
    list: ({ query }) => catalogue.categories(query),
    units: ({ params, query }) => ({
      items: catalogue
        .unitsFor(params.code, query.region)
        .map(({ unit, basis }) => ({ code: unit, name: units.nameOf(unit) ?? unit, basis })),
    }),
    add: ({ body }, me) => catalogue.add(me, body),
    change: ({ params, ifMatch, body }, me) => catalogue.change(me, params.code, ifMatch, body),
  });

export const regionsController = (catalogue: Catalogue) =>
  controllerOf('regions', regions, { list: ({ query }) => catalogue.regions(query) });

export const publicPlacesController = (catalogue: Catalogue, nearby: NearDesk) =>
  controllerOf('publicPlaces', publicPlaces, {
    find: ({ query }) => ({ items: catalogue.places(query.q) }),
    near: async ({ params }) => ({ items: await nearby.near(params.code) }),
  });
