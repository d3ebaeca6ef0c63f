import type { ChildProcess } from 'node:child_process';
import type { FromApp, Report, ToApp } from '../messages.ts';

/** A report that takes longer than this is no report: `status` must answer also when the app hangs. */
const REPORT_WITHIN_MS = 1_000;

/** The conversation with the app, over as many processes as it takes. */
export class AppTalk {
  readonly #child: () => ChildProcess | undefined;
  readonly #say: (line: string) => void;
  readonly #asked = new Set<(report: Report) => void>();
  #lastId = 0;

  constructor(child: () => ChildProcess | undefined, say: (line: string) => void) {
    this.#child = child;
    this.#say = say;
  }

  /** Listens to a new process of the app. */
  attach(child: ChildProcess): void {
    child.on('message', (message: FromApp) => {
      if (message.kind === 'say') this.#say(message.line);
      if (message.kind !== 'report') return;
      for (const answer of this.#asked) answer(message.report);
      this.#asked.clear();
    });
  }

  send(message: ToApp): void {
    const child = this.#child();
    if (child?.connected) child.send(message, () => undefined); // an app that dies this moment hears it after its restart
  }

  /** The app's report; undefined when it does not run or does not answer in time. */
  report(): Promise<Report | undefined> {
    const child = this.#child();
    if (!child?.connected) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      const answer = (report?: Report) => {
        clearTimeout(patience);
        this.#asked.delete(answer);
        resolve(report);
      };
      const patience = setTimeout(answer, REPORT_WITHIN_MS);
      this.#asked.add(answer);
      this.#lastId += 1;
      this.send({ kind: 'report-wanted', id: this.#lastId });
    });
  }
}
