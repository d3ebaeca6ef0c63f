import { EventEmitter } from 'node:events';
import Manager from 'asterisk-manager';
import { SwitchTrouble } from '../switch-trouble.ts';

/** asterisk-manager itself never calls back an action sent while it is away, and reconnects after 10–60 s only. */
const ACTION_MS = 3_000;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 1_000;
/** A frozen Asterisk keeps its socket open: a ping without answer closes it. */
const HEARTBEAT_MS = 5_000;

export type AmiMessage = Record<string, string>;

/** Asterisk answered "Error": the channel is gone, the file cannot be written. */
export class AmiRefused extends Error {
  constructor(action: string, words: string) {
    super(`${action}: ${words}`);
    this.name = 'AmiRefused';
  }
}

export interface MixMonitorOrder {
  channel: string;
  file: string;
  receiveFile: string;
  transmitFile: string;
}

/** AMI behind a wrapper that refuses CR/LF in a value (it would begin another action), times out, and reconnects within a second. */
export class AmiClient extends EventEmitter<{ event: [AmiMessage]; up: []; down: [] }> {
  readonly #port: number;
  readonly #secret: string;
  #connection: InstanceType<typeof Manager> | undefined;
  #isUp = false;
  #isClosed = false;
  #retryMs = FIRST_RETRY_MS;
  #timers: { retry?: NodeJS.Timeout; heartbeat?: NodeJS.Timeout; login?: NodeJS.Timeout } = {};
  #serial = 0;

  constructor({ port, secret }: { port: number; secret: string }) {
    super();
    this.#port = port;
    this.#secret = secret;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Starts connecting, and goes on until `close`. */
  connect(): void {
    const connection = new Manager(undefined, '127.0.0.1', 'hotline', this.#secret, true);
    this.#connection = connection;
    connection.on('managerevent', (message) => this.emit('event', flat(message)));
    connection.on('close', () => this.#closed(connection));
    connection.connect(this.#port, '127.0.0.1', () => connection.login((error) => this.#loggedIn(connection, error)));
    this.#timers.login = setTimeout(() => this.#drop(connection), ACTION_MS);
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timers.retry);
    if (this.#connection) this.#drop(this.#connection);
  }

  async ping(): Promise<void> {
    await this.action('Ping', {});
  }

  /** Records a channel: what it said, what it heard, and both together. Asterisk fills the legs with silence, so that all three are as long as the talk. */
  async mixMonitor({ channel, file, receiveFile, transmitFile }: MixMonitorOrder): Promise<void> {
    const odd = [file, receiveFile, transmitFile].find((one) => /[,()|^]/.test(one)); // they would end the file's name among the options
    if (odd)
      throw new SwitchTrouble(
        `A recording cannot be written to ${odd}: the folder's name holds one of , ( ) | ^`,
        'HOTLINE_RECORDINGS_DIR=/another/folder npm start',
      );
    await this.action('MixMonitor', { Channel: channel, File: file, Options: `r(${receiveFile})t(${transmitFile})` });
  }

  async stopMixMonitor(channel: string): Promise<void> {
    await this.action('StopMixMonitor', { Channel: channel });
  }

  /** What AstDB holds under a family, key by key (`/away/1764.3/from`). */
  async dbTree(family: string): Promise<Map<string, string>> {
    const entries = await this.#list('DBGetTree', { Family: family }, 'DBGetTreeResponse', 'DBGetTreeComplete').catch((error: unknown) => {
      if (error instanceof AmiRefused) return []; // "Database entry not found"
      throw error;
    });
    return new Map(entries.map(({ key = '', val = '' }) => [key, val]));
  }

  async dbPut(family: string, key: string, value: string): Promise<void> {
    await this.action('DBPut', { Family: family, Key: key, Val: value });
  }

  /** False: there was nothing. */
  async dbDelTree(family: string, key: string): Promise<boolean> {
    return this.action('DBDelTree', { Family: family, Key: key }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AmiRefused) return false;
        throw error;
      },
    );
  }

  /** Sends one action. Rejects with `AmiRefused` when Asterisk says no, `SwitchTrouble` when it says nothing within 3 s. */
  action(name: string, values: Record<string, string>, actionid = `h${++this.#serial}`): Promise<AmiMessage> {
    const bad = Object.entries(values).find(([field, value]) => /[\r\n]/.test(field + value));
    if (bad) return Promise.reject(new AmiRefused(name, `a line break in ${bad[0]}`));
    const connection = this.#connection;
    if (!connection || !this.#isUp) return Promise.reject(this.#away());
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        connection.removeAllListeners(actionid);
        reject(this.#away());
      }, ACTION_MS);
      connection.action({ ...values, action: name, actionid }, (error, answer) => {
        clearTimeout(timer);
        if (error) reject(new AmiRefused(name, flat(error)['message'] ?? 'refused'));
        else resolve(flat(answer));
      });
    });
  }

  async #list(name: string, values: Record<string, string>, each: string, last: string): Promise<AmiMessage[]> {
    const actionid = `h${++this.#serial}`;
    const found: AmiMessage[] = [];
    const done = Promise.withResolvers<void>();
    const listener = (message: AmiMessage): void => {
      if (message['actionid'] !== actionid) return;
      if (message['event'] === each) found.push(message);
      if (message['event'] === last) done.resolve();
    };
    this.on('event', listener);
    const timer = setTimeout(() => done.reject(this.#away()), ACTION_MS);
    try {
      await Promise.all([this.action(name, values, actionid), done.promise]);
      return found;
    } finally {
      clearTimeout(timer);
      this.off('event', listener);
      done.promise.catch(() => undefined);
    }
  }

  #loggedIn(connection: InstanceType<typeof Manager>, error: unknown): void {
    if (error) return this.#drop(connection);
    clearTimeout(this.#timers.login);
    this.#retryMs = FIRST_RETRY_MS;
    this.#isUp = true;
    this.#timers.heartbeat = setInterval(() => void this.ping().catch(() => this.#drop(connection)), HEARTBEAT_MS);
    this.emit('up');
  }

  /** A frozen Asterisk never closes from its side: this does not wait for it. */
  #drop(connection: InstanceType<typeof Manager>): void {
    connection.disconnect();
    this.#closed(connection);
  }

  #closed(connection: InstanceType<typeof Manager>): void {
    if (connection !== this.#connection) return;
    this.#connection = undefined;
    clearInterval(this.#timers.heartbeat);
    clearTimeout(this.#timers.login);
    if (this.#isUp) {
      this.#isUp = false;
      this.emit('down');
    }
    if (this.#isClosed) return;
    this.#timers.retry = setTimeout(() => this.connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #away(): SwitchTrouble {
    return new SwitchTrouble(`Asterisk does not answer on 127.0.0.1:${this.#port} (AMI).`, 'npm run doctor');
  }
}

/** A field that comes twice is a list in asterisk-manager; the first is the one that counts here. */
function flat(message: Record<string, unknown>): AmiMessage {
  return Object.fromEntries(Object.entries(message).map(([field, value]) => [field, String(Array.isArray(value) ? value[0] : value)]));
}
