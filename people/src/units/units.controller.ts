import { units } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { UnitDesk } from './unit-desk.ts';

export const unitsController = (desk: UnitDesk) =>
  controllerOf('units', units, {
    list: ({ query }) => desk.list(query),
    add: ({ body }, me) => desk.add(me, body),
    change: ({ params, ifMatch, body }, me) => desk.change(me, params.code, ifMatch, body),
  });
