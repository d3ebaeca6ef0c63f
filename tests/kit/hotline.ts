import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type CallView, createClient, publicApi, staffApi } from '@hotline/contracts';
import { environmentForChild } from '@hotline/platform/settings';
import { freePort, SipPhone } from '@hotline/telephony/test-kit';
import { askStatus, controlSocketPath, type Status } from '@hotline/server';

export { freePort };

export const root = path.resolve(import.meta.dirname, '../..');
export const PASSWORD = 'Hotline-12345';
type DeskClient = ReturnType<typeof createClient<typeof staffApi>>;

/** A signed-in member of staff, asking the staff listener. */
export interface Desk {
  readonly account: string;
  readonly token: string;
  readonly api: DeskClient;
}

/** Waits until `look` gives something; tests wait for facts, not for time. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false> | T | undefined | false,
  withinMs = 10_000,
): Promise<T> {
  const start = performance.now();
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() - start > withinMs) throw new Error(`within ${withinMs} ms there was no ${what}`);
    await sleep(50);
  }
}

/** A whole hotline of its own: supervisor, PostgreSQL, Asterisk, app; free ports, an own data folder. */
export class Hotline {
  readonly ports: Record<'site' | 'desk' | 'phone' | 'sip' | 'http' | 'ami' | 'postgres', number>;
  readonly data: string;
  readonly #extra: Record<string, string>;
  #supervisor: ChildProcess | undefined;
  #output = '';
  readonly #phones: SipPhone[] = [];

  private constructor(ports: Hotline['ports'], data: string, extra: Record<string, string>) {
    this.ports = ports;
    this.data = data;
    this.#extra = extra;
  }

  /** `waitFor: 'app'`: a house that cannot become ready (a full disk) is open when its app answers. */
  static async open(
    extra: Record<string, string> = {},
    { waitFor = 'everything' }: { waitFor?: 'everything' | 'app' } = {},
  ): Promise<Hotline> {
    const [site, desk, phone, sip, http, ami, postgres] = await Promise.all(Array.from({ length: 7 }, freePort));
    const ports = { site, desk, phone, sip, http, ami, postgres } as Hotline['ports'];
    const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-'));
    const hotline = new Hotline(ports, data, extra);
    await hotline.start(waitFor);
    return hotline;
  }

  get deskUrl(): string {
    return `http://127.0.0.1:${this.ports.desk}`;
  }

  get siteUrl(): string {
    return `http://127.0.0.1:${this.ports.site}`;
  }

  get environment(): Record<string, string | undefined> {
    const { site, desk, phone, sip, http, ami, postgres } = this.ports;
    // RTP below the ports that the kernel hands out, apart from a hotline that runs beside.
    const first = 10_000 + (desk % 40) * 200;
    return {
      ...environmentForChild(),
      HOTLINE_PORT: String(site),
      HOTLINE_DESK_PORT: String(desk),
      PHONE_PORT: String(phone),
      SIP_PORT: String(sip),
      ASTERISK_HTTP_PORT: String(http),
      ASTERISK_AMI_PORT: String(ami),
      POSTGRES_PORT: String(postgres),
      RTP_PORTS: `${first}-${first + 199}`,
      HOTLINE_DATA_DIR: this.data,
      HOTLINE_DEMO_TICKETS: '0',
      HOTLINE_SIMULATORS: '0',
      ...this.#extra,
    };
  }

  /** Starts it (again) and waits until everything is ready. */
  async start(waitFor: 'everything' | 'app' = 'everything'): Promise<void> {
    this.#output = '';
    const child = spawn(process.execPath, [path.join(root, 'server/src/supervisor/main.ts')], {
      cwd: root,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#supervisor = child;
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (this.#output += text.toString()));
    await until(
      'ready hotline',
      async () => {
        if (child.exitCode !== null) throw new Error(this.#output);
        const { state, ready } = await this.status();
        return state === 'ready' || (waitFor === 'app' && ready.ari && ready.ami && ready.jobs);
      },
      90_000,
    ).catch(async (error: unknown) => {
      throw new Error(`${String(error)}\n${this.#output}\n${JSON.stringify(await this.status())}\n${this.log('app').slice(-3_000)}`);
    });
  }

  log(name: 'app' | 'asterisk' | 'postgres' | 'supervisor'): string {
    const file = path.join(this.data, 'logs', `${name}.log`);
    return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '';
  }

  async status(): Promise<Status> {
    const told = await askStatus(controlSocketPath(path.join(this.data, 'run')));
    if (told) return told;
    return JSON.parse((await this.command('server/src/commands/status.ts', '--json')).output) as Status;
  }

  /** One of the hotline's commands, with this hotline's settings. */
  command(file: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
    return new Promise((resolve) => {
      const child = spawn(process.execPath, [path.join(root, file), ...args], {
        cwd: root,
        env: this.environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (text: Buffer) => (output += text.toString()));
      child.once('exit', (code) => resolve({ code, output }));
    });
  }

  async kill(name: 'app' | 'postgres' | 'asterisk' | 'supervisor'): Promise<number> {
    const pid = (await this.status()).processes[name]?.pid;
    if (pid === undefined) throw new Error(`${name} does not run`);
    process.kill(pid, 'SIGKILL');
    return pid;
  }

  async untilReady(): Promise<Status> {
    return until(
      'ready hotline',
      async () => {
        const status = await this.status();
        return status.state === 'ready' && status;
      },
      30_000,
    );
  }

  /** Waits until another process does the work of the one with `pid`, and all is ready. */
  another(name: 'app' | 'postgres' | 'asterisk', pid: number): Promise<Status> {
    return until(
      `another ${name}`,
      async () => {
        const status = await this.status();
        const now = status.processes[name];
        return status.state === 'ready' && now !== null && now.pid !== pid && status;
      },
      30_000,
    );
  }

  /** Signs a member of staff in. */
  async desk(account: string): Promise<Desk> {
    const open = createClient(staffApi, this.deskUrl);
    const { token } = await open.session.open({ body: { account, password: PASSWORD } });
    return { account, token, api: createClient(staffApi, this.deskUrl, () => ({ authorization: `Bearer ${token}` })) };
  }

  get site() {
    return createClient(publicApi, this.siteUrl);
  }

  /** A SIP phone; closed with the hotline. */
  async phone(number: string): Promise<SipPhone> {
    const phone = await SipPhone.open({ switchAt: { host: '127.0.0.1', port: this.ports.sip }, number });
    this.#phones.push(phone);
    return phone;
  }

  /** An agent with a SIP phone that we dial, ready for calls. */
  async agent(account: string): Promise<Desk & { phone: SipPhone }> {
    const [desk, phone] = await Promise.all([this.desk(account), this.phone(account)]);
    await desk.api.agents.setPhone({ body: { kind: 'sip', contact: phone.contact } });
    await desk.api.agents.setState({ body: { state: 'ready' } });
    return { ...desk, phone };
  }

  /** The newest call of a number, as soon as it is as it should be. */
  async call(desk: Desk, from: string, fits: (call: CallView) => boolean = () => true, withinMs = 10_000): Promise<CallView> {
    let last: CallView | undefined;
    return until(
      `call of ${from} that fits`,
      async () => {
        last = (await desk.api.calls.list({ query: { from, limit: 1 } })).items[0];
        return last && fits(last) ? last : undefined;
      },
      withinMs,
    ).catch((error: unknown) => {
      throw new Error(`${String(error)}: ${JSON.stringify(last)}`);
    });
  }

  async stop(): Promise<void> {
    for (const phone of this.#phones) phone.close();
    const child = this.#supervisor;
    if (child?.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    }
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}
