import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { byItsOwnLoader } from '@hotline/telephony/asterisk';
import { freePort, until } from '../kit/hotline.ts';

const modules =
  'res_sorcery_config res_sorcery_memory res_sorcery_astdb res_sorcery_memory_cache res_pjproject res_timing_timerfd res_crypto res_http_websocket res_websocket_client res_pjsip res_pjsip_session res_pjsip_pubsub res_pjsip_endpoint_identifier_ip ' +
  'res_pjsip_endpoint_identifier_anonymous res_pjsip_endpoint_identifier_user res_pjsip_authenticator_digest res_pjsip_outbound_authenticator_digest ' +
  'res_pjsip_caller_id res_pjsip_nat res_pjsip_sdp_rtp res_pjsip_dlg_options chan_pjsip res_rtp_asterisk codec_alaw codec_ulaw codec_a_mu ' +
  'bridge_simple pbx_config pbx_spool app_dial app_verbose app_stack func_callerid func_channel func_env func_logic func_strings func_hangupcause res_fax res_fax_spandsp';

/** What the machine printed of one transmission. */
export interface Slip {
  readonly status: string;
  readonly pages: number;
  readonly from: string;
  readonly station: string;
  readonly words: string;
  readonly file: string;
}

/** Somebody's fax machine at the other end of the trunk: a second Asterisk with nothing of ours in its configuration. */
export class FaxMachine {
  readonly port: number;
  readonly #folder: string;
  readonly #root: string;
  readonly #rtp: number;
  #process: ChildProcess | undefined;
  #sent = 0;

  private constructor(root: string, folder: string, port: number) {
    this.#root = root;
    this.#folder = folder;
    this.port = port;
    this.#rtp = 18_000 + (port % 40) * 40;
  }

  static async open(root: string): Promise<FaxMachine> {
    const machine = new FaxMachine(root, fs.mkdtempSync(path.join(os.tmpdir(), 'fax-')), await freePort());
    await machine.switchOn();
    return machine;
  }

  /** What our side is given as the carrier that takes its calls. */
  get address(): string {
    return `sip:127.0.0.1:${this.port}`;
  }

  async switchOn(): Promise<void> {
    const at = (name: string): string => path.join(this.#folder, name);
    for (const name of ['etc', 'keys', 'lib', 'db', 'run', 'log', 'keys', 'data/documentation', 'spool/outgoing', 'spool/tmp', 'paper'])
      fs.mkdirSync(at(name), { recursive: true });
    for (const [name, text] of Object.entries(this.#configuration())) fs.writeFileSync(at(`etc/${name}.conf`), text);
    const share = path.join(this.#root, 'usr/share/asterisk/documentation');
    fs.rmSync(at('data/documentation'), { recursive: true });
    fs.symlinkSync(share, at('data/documentation'));
    const { command, args } = byItsOwnLoader(this.#root, 'usr/sbin/asterisk');
    const child = spawn(command, [...args, '-f', '-C', at('etc/asterisk.conf')], { cwd: this.#folder, stdio: 'ignore' });
    this.#process = child;
    await until('a fax machine that is on', () => {
      if (child.exitCode !== null) throw new Error(fs.readFileSync(at('log/full'), 'utf8'));
      return fs.existsSync(at('log/full')) && fs.existsSync(at('run/asterisk.ctl')) && this.#says('core waitfullybooted').includes('fully');
    });
  }

  /** The power goes: nobody says goodbye. */
  async unplug(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.unplug();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  /** Puts pages into the machine and dials; `from` is the number that the carrier shows. */
  send(tiff: Uint8Array, to: { port: number; number: string; from?: string; station?: string }): () => Promise<Slip> {
    const name = `sent-${(this.#sent += 1)}`;
    const paper = path.join(this.#folder, 'paper', name);
    fs.writeFileSync(`${paper}.tif`, tiff);
    const call = [
      `Channel: PJSIP/line/sip:${to.number}@127.0.0.1:${to.port}`,
      `CallerID: "" <${to.from ?? '03702281234'}>`,
      'WaitTime: 20',
      'Context: sends',
      'Extension: s',
      'Priority: 1',
      `Setvar: PAPER=${paper}`,
      `Setvar: STATION=${to.station ?? '0370 2281234'}`,
      '',
    ];
    const beside = path.join(this.#folder, 'spool/tmp', `${name}.call`);
    fs.writeFileSync(beside, call.join('\n'));
    fs.renameSync(beside, path.join(this.#folder, 'spool/outgoing', `${name}.call`));
    return () => until(`slip of ${name}`, () => this.#slip(paper), 90_000);
  }

  /** Papers that came out and are finished, oldest first; a call that brought no page is none. */
  received(): Slip[] {
    const folder = path.join(this.#folder, 'paper');
    const names = fs.readdirSync(folder).filter((name) => name.startsWith('came-') && name.endsWith('.slip'));
    return names
      .sort()
      .flatMap((name) => this.#slip(path.join(folder, name.slice(0, -5))) ?? [])
      .filter(({ pages }) => pages > 0);
  }

  /** Pages of the paper that is coming out just now: each is written when it is whole. */
  pagesOut(): number {
    const folder = path.join(this.#folder, 'paper');
    const papers = fs.readdirSync(folder).filter((name) => name.startsWith('came-'));
    const [open] = papers.filter((name) => name.endsWith('.tif') && !papers.includes(name.replace('.tif', '.slip')));
    const bytes = open === undefined ? Buffer.alloc(0) : fs.readFileSync(path.join(folder, open));
    return bytes.length < 8 ? 0 : directoriesOf(bytes);
  }

  #slip(paper: string): Slip | undefined {
    if (!fs.existsSync(`${paper}.slip`)) return undefined;
    const rows = fs.readFileSync(`${paper}.slip`, 'utf8').split('\n');
    const read = (name: string): string => rows.find((row) => row.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
    if (!rows.some((row) => row.startsWith('end='))) return undefined;
    return {
      status: read('status'),
      pages: Number(read('pages')),
      from: read('from'),
      station: read('station'),
      words: read('words'),
      file: `${paper}.tif`,
    };
  }

  #says(command: string): string {
    const { command: loader, args } = byItsOwnLoader(this.#root, 'usr/sbin/asterisk');
    return asked(loader, [...args, '-C', path.join(this.#folder, 'etc/asterisk.conf'), '-rx', command]);
  }

  #configuration(): Record<string, string> {
    const own = this.#folder;
    const triple = fs.readdirSync(path.join(this.#root, 'usr/lib')).find((name) => name.endsWith('-linux-gnu')) ?? '';
    const says = (name: string, value: string): string => ` same => n,Set(FILE(\${PAPER}.slip,,,al,u)=${name}=${value})`;
    const slip = [
      says('from', '${CALLERID(num)}'),
      says('status', '${FAXSTATUS}'),
      says('words', '${FAXOPT(statusstr)}'),
      says('pages', '${FAXPAGES}'),
      says('station', '${REMOTESTATIONID}'),
      says('end', '1'),
    ];
    return {
      asterisk: `[directories]\nastetcdir => ${own}/etc\nastmoddir => ${this.#root}/usr/lib/${triple}/asterisk/modules\nastvarlibdir => ${own}/lib\nastdbdir => ${own}/db\nastkeydir => ${own}\nastdatadir => ${own}/data\nastagidir => ${own}/lib\nastspooldir => ${own}/spool\nastrundir => ${own}/run\nastlogdir => ${own}/log\n[options]\ndocumentation_language = en_US\n`,
      modules: `[modules]\nautoload=no\n${modules
        .split(' ')
        .map((name) => `load=${name}.so`)
        .join('\n')}\n`,
      logger: '[general]\n[logfiles]\nfull => notice,warning,error\n',
      rtp: `[general]\nrtpstart=${this.#rtp}\nrtpend=${this.#rtp + 39}\n`,
      res_fax: '[general]\nmaxrate=14400\nminrate=2400\nmodems=v17,v27,v29\necm=yes\n',
      pjsip: `[global]\ntype=global\nendpoint_identifier_order=ip,username,anonymous\n[udp]\ntype=transport\nprotocol=udp\nbind=127.0.0.1:${this.port}\n[line]\ntype=endpoint\ntransport=udp\ncontext=receives\ndisallow=all\nallow=alaw\ndirect_media=no\n[line]\ntype=identify\nendpoint=line\nmatch=127.0.0.1\n`,
      extensions: [
        '[sends]',
        'exten => s,1,Set(FAXOPT(localstationid)=${STATION})',
        ' same => n,SendFAX(${PAPER}.tif)',
        ' same => n,Hangup()',
        'exten => h,1,NoOp()',
        ...slip,
        '[receives]',
        'exten => _X!,1,Set(PAPER=' + own + '/paper/came-${UNIQUEID})',
        ' same => n,Answer()',
        ' same => n,Set(FAXOPT(localstationid)=${EXTEN})',
        ' same => n,ReceiveFAX(${PAPER}.tif)',
        ' same => n,Hangup()',
        'exten => h,1,NoOp()',
        ...slip,
        '',
      ].join('\n'),
    };
  }
}

function asked(command: string, args: readonly string[]): string {
  const { stdout } = spawnSync(command, args, { encoding: 'utf8', timeout: 5_000 });
  return stdout;
}

/** Follows the chain of a TIFF's directories; one that is not written yet ends it. */
function directoriesOf(bytes: Buffer): number {
  let found = 0;
  for (let at = bytes.readUInt32LE(4); at !== 0 && at + 2 < bytes.length && found < 100; found += 1) {
    const next = at + 2 + bytes.readUInt16LE(at) * 12;
    at = next + 4 <= bytes.length ? bytes.readUInt32LE(next) : 0;
  }
  return found;
}
