import { z } from 'zod';
import { Id, Version } from './words/scalars.ts';

/** What a socket carries: kind, id and version, never personal data. The client asks again over HTTP. */
// prettier-ignore
export const frames = {
  'call:moved':    z.object({ id: Id, version: Version, event: z.string() }),
  'me:moved':      z.object({ version: Version }),
  'board:changed': z.object({ at: z.int() }),
  'missed:changed':z.object({ id: Id }),
  'recording:kept': z.object({ callId: Id }),
  'ticket:moved':  z.object({ id: Id, version: Version }),
  'ticket:signalled': z.object({ id: Id }),
  'ticket:looked': z.object({ id: Id, names: z.array(z.string()) }),
  'notice:new':    z.object({ at: z.int() }),
  'draft:saved':   z.object({ id: Id, version: Version, tab: z.string() }),
  'conversation:moved': z.object({ id: Id }),
  'conversation:signalled': z.object({ id: Id }),
  'contact:changed':   z.object({ at: z.int() }),
  'message:arrived':   z.object({ id: Id, conversationId: Id }),
  'delivery:moved':    z.object({ messageId: Id }),
  'quarantine:changed':z.object({ id: Id }),
  'phone:taken':   z.object({ tab: z.string() }),
} as const satisfies Record<string, z.ZodObject>;

export type FrameName = keyof typeof frames;
export type FrameListeners = { [N in FrameName]: (frame: z.output<(typeof frames)[N]>) => void };

/** What a page tells the server over its socket. */
export const messages = {
  /** This tab is the phone from now on; every other tab of the same person hears `phone:taken`. */
  'phone:take': z.object({ tab: z.string().max(64) }),
  /** I look at this ticket now (null: at none); those who look at it too hear our names. */
  'ticket:look': z.object({ id: Id.nullable() }),
} as const satisfies Record<string, z.ZodObject>;
export type MessageListeners = { [N in keyof typeof messages]: (message: z.output<(typeof messages)[N]>) => void };
