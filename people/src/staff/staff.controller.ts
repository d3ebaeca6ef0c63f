import { staff } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { StaffDesk } from './staff-desk.ts';

export const staffController = (desk: StaffDesk) =>
  controllerOf('staff', staff, {
    list: ({ query }) => desk.list(query),
    add: ({ body }, me) => desk.add(me, body),
    change: ({ params, ifMatch, body }, me) => desk.change(me, params.account, ifMatch, body),
    setPassword: ({ params, body }, me) => desk.setPassword(me, params.account, body.password),
  });
