import { z } from 'zod';
import { moods } from './carrier.ts';

const Text = z.string().min(1).max(600);
const Number_ = z.string().regex(/^1\d{10}$|^\d{5,12}$/, '号码 / a number');
const Openid = z.string().regex(/^[\w-]{3,40}$/, 'openid');

/** What the pages ask the simulator to do, by its path. */
export const orders = {
  '/api/texts': z.strictObject({ from: Number_, text: Text }),
  '/api/phones': z.strictObject({ number: Number_, isOn: z.boolean() }),
  '/api/carrier': z.strictObject({ mood: z.enum(moods) }),
  '/api/wechat': z.strictObject({
    openid: Openid,
    deed: z.discriminatedUnion('is', [
      z.strictObject({ is: z.literal('text'), text: Text }),
      z.strictObject({
        is: z.literal('picture'),
        base64: z.base64().max(14_000_000),
        type: z.enum(['image/jpeg', 'image/png', 'image/gif']),
      }),
      z.strictObject({
        is: z.literal('place'),
        label: z.string().max(100),
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
      }),
      z.strictObject({ is: z.enum(['follow', 'unfollow', 'query']) }),
      z.strictObject({ is: z.literal('stay-away') }),
    ]),
  }),
} as const;
export type OrderPath = keyof typeof orders;
