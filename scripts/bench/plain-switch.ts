import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readConfig } from '@hotline/platform/settings';
import { debianAsterisk } from '../../server/src/supervisor/debian-asterisk.ts';
import { projectRoot } from '../../server/src/supervisor/status.ts';
import { freeUdpPort } from './load-step.ts';
import { freeTcpPort, RTP_PORTS, type Side } from './side.ts';

/** What stands behind the hotline's number: Asterisk's own dialling of one phone of many at random, or its own queue. */
export type PlainKind = 'dial' | 'queue';

/** An Asterisk as ours is configured, with static agents and a dialplan that does the work without any app. */
export async function openPlainSwitch(kind: PlainKind, agents: number): Promise<Side> {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-bench-'));
  const ports = { sip: await freeUdpPort(), agents: await freeUdpPort(), http: await freeTcpPort(), ami: await freeTcpPort() };
  const settings = {
    HOTLINE_DATA_DIR: data,
    SIP_PORT: String(ports.sip),
    ASTERISK_HTTP_PORT: String(ports.http),
    ASTERISK_AMI_PORT: String(ports.ami),
    RTP_PORTS,
  };
  const part = debianAsterisk(readConfig(settings, projectRoot));
  const prepared = await part.prepare((line) => console.error(line));
  if (!prepared.ok) throw new Error(`${prepared.reason} → ${prepared.remedy}`);
  writeExtras(path.join(data, 'run/asterisk/etc'), { agents, agentsPort: ports.agents, spool: path.join(data, 'spool') });
  const { command, args, env, cwd } = part.command();
  const child = spawn(command, args, { cwd, env, stdio: 'ignore' });
  const close = async (): Promise<void> => {
    await end(child);
    fs.rmSync(data, { recursive: true, force: true });
  };
  await part.waitUntilUp().catch(async (error: unknown) => {
    await close();
    throw error;
  });
  return {
    name: kind === 'dial' ? 'Dial()' : 'app_queue',
    dialled: { bare: kind, full: `${kind}-full` },
    sipPort: ports.sip,
    agentsPort: ports.agents,
    watched: { asterisk: { pid: child.pid ?? 0 } },
    be: () => Promise.resolve(),
    settled: () => sleep(500).then(() => true),
    troubles: () => '',
    close,
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 3_000); // one that is jammed with calls takes its time
  await ended;
  clearTimeout(timer);
}

interface Extras {
  readonly agents: number;
  readonly agentsPort: number;
  readonly spool: string;
}

function writeExtras(etc: string, extras: Extras): void {
  const all = Array.from({ length: extras.agents }, (_, index) => `a${index + 1}`);
  fs.appendFileSync(path.join(etc, 'modules.conf'), 'load=func_rand.so\nload=app_queue.so\n');
  fs.appendFileSync(path.join(etc, 'pjsip.conf'), all.map((name) => phone(name, extras.agentsPort)).join(''));
  fs.writeFileSync(path.join(etc, 'queues.conf'), queue(all));
  fs.writeFileSync(path.join(etc, 'extensions.conf'), dialplan(extras));
}

/** As our own desk's SIP phones are made (phone-objects.ts). */
const phone = (name: string, port: number): string => `
[${name}]
type = endpoint
transport = udp
context = none
identify_by = ip
aors = ${name}
disallow = all
allow = alaw,ulaw
direct_media = no
rtp_symmetric = yes
force_rport = yes
timers = no
[${name}]
type = aor
contact = sip:${name}@127.0.0.1:${port}
qualify_frequency = 0
`;

/** The same rule as ours: the agent who has been idle longest. */
const queue = (members: readonly string[]): string => `[general]
persistentmembers = no
autofill = yes
[q]
strategy = leastrecent
timeout = 15
retry = 1
ringinuse = no
wrapuptime = 0
${members.map((name) => `member => PJSIP/${name}`).join('\n')}
`;

/** The full calls play the same prompts and record the same three files; app_queue greets the agent only. */
function dialplan({ agents, spool }: Extras): string {
  const greeting = ['agent-number', 'digit-1', 'digit-0', 'digit-0', 'digit-1', 'at-your-service'].join('&');
  const file = (leg: string): string => `${spool}/\${UNIQUEID}-${leg}.wav`;
  const opening = `1,Answer(,i)\n same => n,Playback(recording-notice)\n same => n,MixMonitor(${file('mix')},br(${file('rx')})t(${file('tx')}))`;
  return `[none]
[inbound]
exten => dial,1,Dial(PJSIP/a\${RAND(1,${agents})},30)
exten => queue,1,Queue(q,,,,60)
 same => n,Hangup()
exten => dial-full,${opening}
 same => n,Dial(PJSIP/a\${RAND(1,${agents})},30,A(${greeting}:${greeting}))
exten => queue-full,${opening}
 same => n,Queue(q,,,,60,,,greet)
 same => n,Hangup()
[greet]
exten => s,1,Playback(${greeting})
 same => n,Return()
`;
}
