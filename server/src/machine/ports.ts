import { createSocket } from 'node:dgram';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { allPids, processFacts } from './processes.ts';

export interface WantedPort {
  /** The environment variable that moves it. */
  readonly setting: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly host: string;
}

export interface TakenPort extends WantedPort {
  /** `node (pid 4711)`; undefined when the holder belongs to another user or container. */
  readonly holder?: string;
}

/** Those of the wanted ports that cannot be opened, in the order asked. */
export async function takenPorts(wanted: readonly WantedPort[]): Promise<TakenPort[]> {
  const free = await Promise.all(wanted.map(canOpen));
  return wanted
    .filter((_, index) => !free[index])
    .map((port) => {
      const holder = holderOf(port);
      return holder ? { ...port, holder } : port;
    });
}

/** One line a person can act on. */
export const takenPortSentence = ({ setting, port, protocol, holder }: TakenPort): string =>
  `端口被占用 ${protocol.toUpperCase()} port ${port} is taken by ${holder ?? 'another program'}: stop it, or start with another one, for example ${setting}=${port + 10_000 > 65_535 ? port - 10_000 : port + 10_000}`;

function canOpen({ port, protocol, host }: WantedPort): Promise<boolean> {
  return new Promise((resolve) => {
    if (protocol === 'udp') {
      const socket = createSocket('udp4');
      socket.once('error', () => resolve(false));
      socket.bind({ port, address: host, exclusive: true }, () => socket.close(() => resolve(true)));
      return;
    }
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

function holderOf({ port, protocol }: WantedPort): string | undefined {
  const sockets = new Set([...socketsOn(protocol, port), ...socketsOn(`${protocol}6`, port)].map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const pid = allPids().find((one) => openFiles(one).some((file) => sockets.has(file)));
  const command = pid === undefined ? undefined : processFacts(pid)?.command;
  if (!command?.[0]) return undefined;
  const words = [path.basename(command[0].split(' ')[0] ?? ''), ...command.slice(1, 3)].join(' ');
  return `"${words.slice(0, 80)}" (pid ${pid})`;
}

/** Inodes of listening sockets: /proc/net/tcp has local address in column 2, state in 4 (0A listen; UDP: 07), inode in 10. */
function socketsOn(table: string, port: number): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  try {
    return readFileSync(`/proc/net/${table}`, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/\s+/))
      .filter((columns) => columns[1]?.endsWith(`:${hexPort}`) && (columns[3] === '0A' || columns[3] === '07'))
      .map((columns) => columns[9] ?? '');
  } catch {
    return [];
  }
}

function openFiles(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}
