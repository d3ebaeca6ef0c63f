import { z } from 'zod';

/** Zero bits that a proof must begin with: 16 are some 65,000 hashes, half a second of a desk, two of a cheap phone. */
const USUAL_DIFFICULTY = 16;

export const WebSettings = z.strictObject({
  difficulty: z.int().min(0).max(24).default(USUAL_DIFFICULTY),
  /** An alarm when nothing has come in for so long; 0: none. */
  quietMinutes: z.int().min(0).max(10_080).default(0),
});
export type WebSettings = z.output<typeof WebSettings>;
/** A page of our own has none. */
export const WebSecrets = z.strictObject({});
export type WebSecrets = z.output<typeof WebSecrets>;
