import { type DraftView, Refusal, type TicketMove } from '@hotline/contracts';
import { Store } from '@hotline/browser-kit';
import type { DraftMemory } from './draft-memory.ts';
import {
  besideFields,
  besideOf,
  type DraftFields,
  type DraftValue,
  mergeDrafts,
  plainFields,
  sameFields,
  takenBeside,
} from '../merge-drafts.ts';

export interface DraftAbout {
  /** Under which it lies in this browser's memory. */
  readonly key: string;
  readonly form: 'intake' | TicketMove;
  readonly ticketId?: string | undefined;
  readonly callId?: string | undefined;
  readonly id?: string | undefined;
}
export type DraftState = 'clean' | 'typing' | 'saving' | 'saved' | 'offline' | 'conflict';

export interface DraftServer {
  list(): Promise<readonly DraftView[]>;
  open(about: DraftAbout, fields: DraftFields): Promise<DraftView>;
  save(id: string, version: number, fields: DraftFields): Promise<DraftView>;
  read(id: string): Promise<DraftView>;
  drop(id: string): Promise<void>;
  /** The page goes: sends without waiting for an answer. */
  throwOver(id: string, version: number, fields: DraftFields): void;
}
/** Runs a deed later; gives back what stops it. */
export type Later = (ms: number, deed: () => void) => () => void;

export interface DraftFacts {
  readonly id: string | null;
  /** All fields, those beside others too. */
  readonly all: DraftFields;
  readonly savedAt: string | null;
  readonly state: DraftState;
  /** Why the server does not take it; the words are safe here. */
  readonly problem: unknown;
  /** What the server has is known. */
  readonly ready: boolean;
}

/** Milliseconds after the last key. */
const PAUSE_MS = 2_000;
/** Milliseconds at most between two savings while she types without a pause. */
const LONGEST_MS = 6_000;
const RETRY_MS = 3_000;

/** One draft of one person in one page: keeps it here at once, on the server soon, and merges what other pages of hers wrote. */
export class DraftKeeper {
  readonly facts: Store<DraftFacts>;
  readonly #about: DraftAbout;
  readonly #server: DraftServer;
  readonly #memory: DraftMemory;
  readonly #later: Later;
  #base: DraftFields;
  #version = 0;
  #stopTimer: (() => void) | null = null;
  #stopLongest: (() => void) | null = null;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(about: DraftAbout, server: DraftServer, memory: DraftMemory, later: Later, initial: DraftFields = {}) {
    this.#about = about;
    this.#server = server;
    this.#memory = memory;
    this.#later = later;
    this.#base = initial;
    this.facts = new Store<DraftFacts>({ id: about.id ?? null, all: initial, savedAt: null, state: 'clean', problem: null, ready: false });
    void this.#do(() => this.#begin());
  }

  /** Everything that was asked so far is done. */
  get settled(): Promise<void> {
    return this.#work;
  }

  get dirty(): boolean {
    return !sameFields(this.facts.get().all, this.#base);
  }

  set(name: string, value: DraftValue | undefined): void {
    this.#change({ ...this.facts.get().all, [name]: value ?? null });
  }

  replaceAll(fields: DraftFields): void {
    const emptied = Object.fromEntries(Object.keys(plainFields(this.facts.get().all)).map((name) => [name, null]));
    this.#change({ ...this.facts.get().all, ...emptied, ...fields });
  }

  takeTheirs(name: string): void {
    this.#change(takenBeside(this.facts.get().all, name));
  }

  keepMine(name: string): void {
    this.set(besideOf(name), null);
  }

  /** Sends now what is not sent yet. */
  flush(): Promise<void> {
    this.#stopTimers();
    if (this.#closed || !this.dirty) return this.#work;
    return this.#do(() => this.#save());
  }

  /** The page may be gone in a moment. */
  leave(): void {
    const { id, all } = this.facts.get();
    if (this.#closed || !this.dirty) return;
    if (id !== null) this.#server.throwOver(id, this.#version, all);
  }

  /** Some page of hers saved a draft. */
  heard(frame: { id: string; version: number }): void {
    const { id } = this.facts.get();
    if (this.#closed) return;
    if (frame.id === id && frame.version > this.#version) void this.#do(() => this.#refresh(frame.version));
    else if (frame.id !== id && frame.version === 1 && this.#isShared) void this.#do(() => this.#settleOnOne());
  }

  /** The connection is back: sends, and looks what was written elsewhere meanwhile. */
  online(): void {
    if (this.#closed) return;
    if (this.facts.get().ready && this.facts.get().id !== null) void this.#do(() => this.#refresh(Infinity));
    void this.flush();
  }

  /** Filed: nothing more is sent. */
  close(): void {
    this.#closed = true;
    this.#stopTimers();
    this.#memory.forget(this.#about.key);
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Thrown away, here and on the server; what is typed afterwards begins anew. */
  async drop(): Promise<void> {
    this.#stopTimers();
    await this.#work;
    const { id } = this.facts.get();
    this.#stopTimers();
    this.#memory.forget(this.#about.key);
    this.#base = {};
    this.#version = 0;
    this.facts.set({ id: null, all: {}, savedAt: null, state: 'clean', problem: null });
    if (id !== null) await this.#server.drop(id).catch(() => undefined);
  }

  /** One after the other; a failure is a state, never an exception. */
  #do(deed: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(async () => {
      try {
        if (!this.#closed) await deed();
      } catch (problem) {
        this.#failed(problem);
      }
    });
    return this.#work;
  }

  get #isShared(): boolean {
    return this.#about.callId !== undefined || this.#about.ticketId !== undefined;
  }

  async #begin(): Promise<void> {
    for (const kept of await this.#memory.inherit(this.#about.key)) {
      this.#version = Math.max(this.#version, kept.version);
      const all = mergeDrafts(this.#base, this.facts.get().all, kept.mine);
      this.#base = kept.base;
      this.facts.set({ id: kept.id ?? this.facts.get().id, all });
    }
    if (this.dirty) this.#keep();
    const found = await this.#find();
    if (found) this.#adopt(found);
    this.facts.set({ ready: true, problem: null });
    if (this.dirty) await this.#save();
  }

  async #find(): Promise<DraftView | undefined> {
    const { id } = this.facts.get();
    if (id === null) return this.#isShared ? this.#alike() : undefined;
    try {
      return await this.#server.read(id);
    } catch (problem) {
      if (!isUnknown(problem)) throw problem;
      // filed or thrown away elsewhere; what is typed here begins a new one
      this.#base = {};
      this.facts.set({ id: null });
      return undefined;
    }
  }

  /** Two pages may have begun a draft for the same call in the same moment: all settle on the first by id. */
  async #alike(): Promise<DraftView | undefined> {
    const { form, ticketId, callId } = this.#about;
    const alike = (await this.#server.list()).filter(
      (one) => one.form === form && one.ticketId === (ticketId ?? null) && one.callId === (callId ?? null),
    );
    return alike.sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  }

  async #settleOnOne(): Promise<void> {
    const { id } = this.facts.get();
    const one = await this.#alike();
    if (!one || one.id === id) return;
    // two drafts have no common beginning: what either holds is written by somebody
    if (id !== null) this.#base = {};
    this.#adopt(one);
    if (id !== null) await this.#server.drop(id).catch(() => undefined);
    if (this.dirty) await this.#save();
  }

  async #refresh(version: number): Promise<void> {
    const { id } = this.facts.get();
    if (id === null || version <= this.#version) return;
    const found = await this.#find();
    if (found && found.version > this.#version) this.#adopt(found);
    if (this.dirty) this.#schedule();
  }

  #adopt(found: DraftView): void {
    const all = mergeDrafts(this.#base, this.facts.get().all, found.fields);
    this.#base = found.fields;
    this.#version = found.version;
    this.facts.set({ id: found.id, all, savedAt: found.savedAt });
    this.#settleState();
  }

  async #save(): Promise<void> {
    this.#stopTimers();
    for (let tries = 0; tries < 5 && this.dirty && !this.#closed; tries++) {
      const sent = this.facts.get().all;
      this.facts.set({ state: 'saving' });
      const answer = await this.#send(sent);
      if (!answer) continue;
      this.#base = sent;
      this.#version = answer.version;
      this.facts.set({ id: answer.id, savedAt: answer.savedAt, problem: null });
      if (answer.version === 1 && this.#isShared) await this.#settleOnOne();
      if (this.dirty) return this.#schedule();
    }
    this.#settleState();
  }

  /** Undefined: somebody was faster; what she wrote is merged, try again. */
  async #send(fields: DraftFields): Promise<DraftView | undefined> {
    const { id } = this.facts.get();
    try {
      return id === null ? await this.#server.open(this.#about, fields) : await this.#server.save(id, this.#version, fields);
    } catch (problem) {
      if (id !== null && problem instanceof Refusal && problem.problem.code === 'version.stale') {
        this.#adopt(await this.#server.read(id));
        return undefined;
      }
      if (!isUnknown(problem) || id === null) throw problem;
      this.#base = {};
      this.facts.set({ id: null });
      return undefined;
    }
  }

  #change(all: DraftFields): void {
    if (this.#closed) return;
    this.facts.set({ all, state: this.facts.get().state === 'offline' ? 'offline' : 'typing' });
    this.#keep();
    this.#schedule();
  }

  #keep(): void {
    const { id, all } = this.facts.get();
    this.#memory.keep(this.#about.key, { id, version: this.#version, base: this.#base, mine: all });
  }

  #schedule(): void {
    const save = (): void => void this.flush();
    this.#stopTimer?.();
    this.#stopTimer = this.#later(PAUSE_MS, save);
    this.#stopLongest ??= this.#later(LONGEST_MS, save);
  }

  #stopTimers(): void {
    this.#stopTimer?.();
    this.#stopLongest?.();
    this.#stopTimer = null;
    this.#stopLongest = null;
  }

  #settleState(): void {
    if (this.dirty) return this.#keep();
    this.#memory.forget(this.#about.key);
    const { all, savedAt } = this.facts.get();
    this.facts.set({ state: Object.keys(besideFields(all)).length > 0 ? 'conflict' : savedAt === null ? 'clean' : 'saved' });
  }

  #failed(problem: unknown): void {
    if (this.#closed) return;
    const refused =
      problem instanceof Refusal && problem.problem.status < 500 && problem.problem.status !== 401 && problem.problem.status !== 429;
    this.facts.set({ state: 'offline', problem: refused ? problem : null, ready: true });
    this.#stopTimers();
    if (refused) return;
    this.#stopTimer = this.#later(RETRY_MS, () => {
      this.online();
    });
  }
}

const isUnknown = (problem: unknown): boolean => problem instanceof Refusal && problem.problem.code === 'draft.unknown';
