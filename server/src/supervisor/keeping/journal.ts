import type { Clock } from '@hotline/platform/settings';
import { LogFile } from './log-file.ts';

type Facts = Record<string, string | number | boolean | undefined>;

/** What the supervisor did and saw: a JSON object per line in supervisor.log. */
export class Journal {
  readonly #log: LogFile;
  readonly #clock: Clock;

  constructor(file: string, clock: Clock) {
    this.#log = new LogFile(file);
    this.#clock = clock;
  }

  info(what: string, facts: Facts = {}): void {
    this.#write('info', what, facts);
  }

  warn(what: string, facts: Facts = {}): void {
    this.#write('warn', what, facts);
  }

  close(): void {
    this.#log.close();
  }

  #write(level: string, what: string, facts: Facts): void {
    this.#log.write(`${JSON.stringify({ at: this.#clock.now().toISOString(), level, what, ...facts })}\n`);
  }
}
