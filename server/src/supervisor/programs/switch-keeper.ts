import { setTimeout as sleep } from 'node:timers/promises';
import type { AsteriskPart } from '../asterisk-part.ts';
import type { KeptProcess, KeptProgram, ProcessState } from '../keeping/kept-process.ts';
import type { ToApp } from '../messages.ts';
import { asteriskProgram } from './kept-programs.ts';

/** A machine without network at its first start gets it later. */
const TRY_AGAIN_MS = 5 * 60_000;

interface Around {
  readonly part: AsteriskPart;
  readonly keep: (program: KeptProgram, changed: (state: ProcessState, reason?: string) => void) => KeptProcess;
  readonly say: (line: string) => void;
  readonly told: (message: ToApp) => void;
}

/** Gets Asterisk, keeps it running, and tells the app how it is. Everything else runs without it. */
export class SwitchKeeper {
  readonly #around: Around;
  readonly #closing = new AbortController();
  #process: KeptProcess | undefined;
  #unavailable: { reason: string; remedy: string } | undefined;
  version = '';

  constructor(around: Around) {
    this.#around = around;
  }

  get process(): KeptProcess | undefined {
    return this.#process;
  }

  get reasons(): string[] {
    return this.#unavailable ? [`asterisk: ${this.#unavailable.reason} → ${this.#unavailable.remedy}`] : [];
  }

  /** Resolves when it is up, or when it is clear that it cannot be had for now. */
  async open(): Promise<void> {
    if (await this.#prepare()) return this.#run();
    void this.#tryAgain();
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#process?.stop();
  }

  kill(): void {
    this.#closing.abort();
    this.#process?.kill();
  }

  message(): ToApp {
    if (this.#unavailable) return { kind: 'asterisk', state: 'unavailable', reason: this.#unavailable.reason };
    if (this.#process?.state === 'up') return { kind: 'asterisk', state: 'up' };
    return { kind: 'asterisk', state: 'down', ...(this.#process?.reason ? { reason: this.#process.reason } : {}) };
  }

  async #prepare(): Promise<boolean> {
    const prepared = await this.#around.part.prepare(this.#around.say);
    if (prepared.ok) {
      this.version = prepared.version ?? '';
      this.#unavailable = undefined;
      return true;
    }
    if (!this.#unavailable) this.#around.say(`电话交换机暂不可用 No telephone switch: ${prepared.reason}\n          → ${prepared.remedy}`);
    this.#unavailable = { reason: oneLine(prepared.reason), remedy: oneLine(prepared.remedy) };
    this.#around.told(this.message());
    return false;
  }

  async #run(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#process = this.#around.keep(asteriskProgram(this.#around.part), (state, reason) => this.#changed(state, reason));
    this.#process.start();
    await this.#process.untilFirstUp(3).catch(() => undefined); // it goes on trying; the status says so
  }

  async #tryAgain(): Promise<void> {
    while (!this.#closing.signal.aborted) {
      await sleep(TRY_AGAIN_MS, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      if (!this.#closing.signal.aborted && (await this.#prepare())) return this.#run();
    }
  }

  #changed(state: ProcessState, reason?: string): void {
    if (state === 'starting' || state === 'stopped') return;
    const line =
      state === 'up' ? '电话交换机已就绪 Asterisk is up' : `电话交换机已退出,正在重启 Asterisk has gone (${reason}), starting it again`;
    this.#around.say(line);
    this.#around.told(this.message());
  }
}

const oneLine = (text: string): string => text.trim().replaceAll(/\s*\n\s*/g, '; ');
