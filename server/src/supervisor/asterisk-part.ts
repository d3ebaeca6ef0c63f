export type Prepared =
  { readonly ok: true; readonly version?: string } | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** What the supervisor needs to know about Asterisk; telephony fills it. */
export interface AsteriskPart {
  /** Fetches the programs and writes the configuration; `log` hears what takes long. Never throws. */
  prepare(log: (line: string) => void): Promise<Prepared>;
  command(): { command: string; args: readonly string[]; env: Record<string, string>; cwd: string };
  /** Resolves when Asterisk is fully booted and answers ARI; rejects after its own deadline (15 s). */
  waitUntilUp(): Promise<void>;
}

/** For tests of the supervisor, and until telephony's part is there. */
export const noAsterisk = (reason: string, remedy: string): AsteriskPart => ({
  prepare: () => Promise.resolve({ ok: false, reason, remedy }),
  command: () => ({ command: 'false', args: [], env: {}, cwd: '/' }),
  waitUntilUp: () => Promise.resolve(),
});
