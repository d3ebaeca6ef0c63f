import { createRequire } from 'node:module';
import path from 'node:path';
import type { PuppetOrder } from '../talk.ts';

/** What we use of wechaty, which does not come with the hotline. The version that the tests run. */
const WECHATY = 'wechaty@1.20.2';

export interface BotContact {
  readonly id: string;
  name(): string;
  type(): number;
  say(text: string): Promise<{ readonly id: string } | undefined>;
}
export interface BotFile {
  readonly name: string;
  readonly mediaType: string;
  toStream(): Promise<AsyncIterable<Uint8Array>>;
}
export interface BotMessage {
  readonly id: string;
  self(): boolean;
  /** The group that it was written in. */
  room(): object | undefined;
  type(): number;
  text(): string;
  talker(): BotContact;
  toFileBox(): Promise<BotFile>;
  toLocation(): Promise<{ name(): string; address(): string }>;
  toUrlLink(): Promise<{ title(): string; url(): string }>;
}
export interface Bot {
  on(event: 'scan', heard: (code: string, status: number) => void): void;
  on(event: 'login', heard: () => void): void;
  on(event: 'logout', heard: (who: unknown, why?: string) => void): void;
  on(event: 'message', heard: (message: BotMessage) => void): void;
  on(event: 'error', heard: (error: Error) => void): void;
  start(): Promise<void>;
  stop(): Promise<void>;
  readonly Contact: { find(query: { readonly id: string }): Promise<BotContact | undefined> };
}
type Puppet = new (options: Readonly<Record<string, unknown>>) => object;
interface Wechaty {
  readonly WechatyBuilder: { build(options: { readonly puppet: object }): Bot };
}

/** Its message is what the administrator reads. */
export class CannotLoad extends Error {}

const has = <K extends string>(value: unknown, key: K): value is Readonly<Record<K, unknown>> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && key in value;
const isWechaty = (value: unknown): value is Wechaty => has(value, 'WechatyBuilder') && has(value.WechatyBuilder, 'build');
const isPuppet = (value: unknown): value is Puppet => typeof value === 'function';

/** A bot with its puppet, from the folder of programs. Throws `CannotLoad`. */
export function loadBot({ programs, puppet, token, endpoint }: PuppetOrder): Bot {
  const wechaty = load(programs, 'wechaty', puppet);
  const module = load(programs, puppet, puppet);
  if (!isWechaty(wechaty)) throw new CannotLoad(`wechaty 版本不符 not the version we know: ${WECHATY}`);
  const named = has(module, 'default') ? module.default : module;
  const Made = has(named, 'default') ? named.default : named;
  if (!isPuppet(Made)) throw new CannotLoad(`${puppet} 不是 wechaty 的 puppet is no puppet of wechaty`);
  const options = { ...(token === undefined ? {} : { token }), ...(endpoint === undefined ? {} : { endpoint }) };
  return wechaty.WechatyBuilder.build({ puppet: new Made(options) });
}

function load(programs: string, name: string, puppet: string): unknown {
  const require = createRequire(path.join(programs, 'package.json'));
  try {
    require.resolve(name);
  } catch {
    throw new CannotLoad(`缺少 ${name},请运行 is missing, run: npm install --prefix ${programs} --save-exact ${WECHATY} ${puppet}`);
  }
  return require(name);
}
