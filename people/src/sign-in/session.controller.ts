import { session } from '@hotline/contracts';
import { controllerOf, SESSION_COOKIE, tokenOf } from '@hotline/platform';
import { meOf, type SignInDesk } from './sign-in-desk.ts';

const cookie = { httpOnly: true, sameSite: 'strict', path: '/' } as const;

export const sessionController = (desk: SignInDesk) =>
  controllerOf('session', session, {
    open: async ({ body }, _, { request, reply }) => {
      const { token, user, expiresAt } = await desk.open(body.account, body.password, { requestId: request.id, address: request.ip });
      void reply.setCookie(SESSION_COOKIE, token, { ...cookie, expires: new Date(expiresAt.getTime() + 7 * 86_400_000) });
      return { token, user };
    },
    read: (_, me) => meOf(me),
    close: async (_, me, { request, reply }) => {
      await desk.close(me, tokenOf(request) ?? '');
      void reply.clearCookie(SESSION_COOKIE, cookie);
    },
  });
