import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { createTransport } from 'nodemailer';
import { greenmailJar } from '../../scripts/test/peers.ts';
import { freePort } from '@hotline/telephony/test-kit';
import { Peer } from './peer.ts';

const HOST = '127.0.0.1';

/** GreenMail: a mail provider in Java that keeps its mailboxes in memory. Citizens and the hotline have their mailboxes there. */
export class Provider {
  readonly smtpPort: number;
  readonly imapPort: number;
  readonly peer: Peer;

  private constructor(smtpPort: number, imapPort: number) {
    this.smtpPort = smtpPort;
    this.imapPort = imapPort;
    const settings = {
      'greenmail.smtp.hostname': HOST,
      'greenmail.smtp.port': smtpPort,
      'greenmail.imap.hostname': HOST,
      'greenmail.imap.port': imapPort,
      'greenmail.users':
        'hotline:secret@city.example,wang:secret@citizen.example,li:secret@citizen.example,second:secret@city.example,eve:secret@elsewhere.example',
      'greenmail.users.login': 'email',
    };
    const flags = Object.entries(settings).map(([name, value]) => `-D${name}=${value}`);
    this.peer = new Peer('java', ['-Xmx384m', ...flags, '-jar', greenmailJar()], { greetsAt: [smtpPort, imapPort] });
  }

  static async open(): Promise<Provider> {
    const provider = new Provider(await freePort(), await freePort());
    await provider.peer.start();
    return provider;
  }

  /** A citizen's mail program hands in bytes as they are. */
  async post(raw: string | Uint8Array, from = 'wang@citizen.example', to = 'hotline@city.example'): Promise<void> {
    const transport = createTransport({ host: HOST, port: this.smtpPort, secure: false, ignoreTLS: true });
    const bytes = typeof raw === 'string' ? Buffer.from(raw.replace(/\r?\n/g, '\r\n')) : Buffer.from(raw);
    await transport.sendMail({ envelope: { from, to }, raw: bytes });
    transport.close();
  }

  /** What lies in somebody's mailbox, raw, oldest first. */
  async mailbox(user: string): Promise<string[]> {
    const client = new ImapFlow({ host: HOST, port: this.imapPort, secure: false, doSTARTTLS: false, auth: { user, pass: 'secret' }, logger: false }); // prettier-ignore
    await client.connect();
    try {
      await client.mailboxOpen('INBOX', { readOnly: true });
      const found = client.mailbox && client.mailbox.exists > 0 ? await client.fetchAll('1:*', { source: true }) : [];
      return found.map(({ source }) => source?.toString('utf8') ?? '');
    } finally {
      client.close();
    }
  }

  /** The settings of the hotline's mailbox there. */
  account(over: { imapPort?: number; smtpPort?: number; smtpUser?: string } = {}) {
    const { imapPort = this.imapPort, smtpPort = this.smtpPort, smtpUser = 'hotline@city.example' } = over;
    const server = (port: number, user: string) => ({ host: HOST, port, security: 'none' as const, user });
    return {
      kind: 'mail' as const,
      name: '市长信箱',
      settings: {
        imap: server(imapPort, 'hotline@city.example'),
        smtp: server(smtpPort, smtpUser),
        address: 'hotline@city.example',
        name: '12345 热线',
      },
      secrets: { imapPassword: 'secret', smtpPassword: 'secret' },
    };
  }
}

export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly data: string;
}

/** aiosmtpd: a mail server in Python that refuses, delays and demands a password. */
export class OutsideServer {
  readonly port: number;
  readonly peer: Peer;

  private constructor(port: number) {
    this.port = port;
    this.peer = new Peer('/usr/bin/python3', [path.join(import.meta.dirname, 'mta.py'), String(port)], { greetsAt: [port] });
  }

  static async open(): Promise<OutsideServer> {
    const server = new OutsideServer(await freePort());
    await server.peer.start();
    return server;
  }

  /** The mails that it took. */
  taken(): TakenMail[] {
    return this.peer.said
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as TakenMail);
  }
}
