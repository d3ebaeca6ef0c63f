import { randomBytes } from 'node:crypto';
import type net from 'node:net';
import {
  cmppLimits,
  type CmppPdu,
  type CmppVersion,
  cmppVersions,
  decodeCmpp,
  decodeText,
  encodeCmpp,
  Frames,
  headerOf,
  proofOfCarrier,
  proofOfSource,
  writeReport,
} from '@hotline/gateway/wire';
import type { SimulatorSecrets } from './secrets.ts';

const WRONG_PASSWORD = 3;

/** What the carrier brings: a part of a text, or a report. */
export interface Deliver {
  readonly msgId: Buffer;
  readonly from: string;
  readonly to: string;
  readonly content: Buffer;
  readonly hasHeader: boolean;
  readonly format: number;
  readonly isReport: boolean;
}

/** A part that the hotline handed in. */
export interface Submitted {
  readonly msgId: Buffer;
  readonly to: string;
  readonly text: string;
  readonly reference: number;
  readonly total: number;
  readonly number: number;
}

export interface SessionOrder {
  readonly loggedIn: () => void;
  /** Returns the result that the hotline is told. */
  readonly submitted: (part: Submitted) => number;
  readonly ended: () => void;
}

/** One line of the hotline's, from its login to its end. Whoever speaks no CMPP is cut off. */
export class CarrierSession {
  readonly #socket: net.Socket;
  readonly #secrets: SimulatorSecrets['sms'];
  readonly #order: SessionOrder;
  readonly #waiting = new Map<number, (result: number) => void>();
  #version: CmppVersion = '3.0';
  #isLoggedIn = false;
  #sequence = 0;

  constructor(socket: net.Socket, secrets: SimulatorSecrets['sms'], order: SessionOrder) {
    this.#socket = socket;
    this.#secrets = secrets;
    this.#order = order;
    const frames = new Frames(cmppLimits);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isLoggedIn = false;
      order.ended();
    });
    socket.on('data', (piece: Buffer) => {
      try {
        for (const frame of frames.push(piece)) this.#heard(decodeCmpp(this.#version, frame));
      } catch {
        socket.destroy();
      }
    });
  }

  get isLoggedIn(): boolean {
    return this.#isLoggedIn;
  }

  end(): void {
    this.#socket.destroy();
  }

  /** `answered` may never be called: then it is brought again. */
  deliver({ msgId, from, to, content, hasHeader, format, isReport }: Deliver, answered: (result: number) => void): void {
    const common = {
      Msg_Id: msgId,
      Dest_Id: to,
      Service_Id: '',
      TP_pid: 0,
      TP_udhi: hasHeader ? 1 : 0,
      Msg_Fmt: format,
      Src_terminal_Id: from,
      Registered_Delivery: isReport ? 1 : 0,
      Msg_Length: content.length,
      Msg_Content: content,
    };
    const body = this.#version === '2.0' ? { ...common, Reserved: Buffer.alloc(8) } : { ...common, Src_terminal_type: 0, LinkID: '' };
    this.#sequence += 1;
    this.#waiting.set(this.#sequence, answered);
    this.#say({ name: 'deliver', sequence: this.#sequence, body });
  }

  report({ msgId, to }: Submitted, stat: string): void {
    if (!this.#isLoggedIn) return;
    const content = writeReport(this.#version, {
      Msg_Id: msgId,
      Stat: stat,
      Submit_time: '2611261000',
      Done_time: '2611261000',
      Dest_terminal_Id: to,
      SMSC_sequence: 0,
    });
    const report = {
      msgId: randomBytes(8),
      from: to,
      to: this.#secrets.sourceNumber,
      content,
      hasHeader: false,
      format: 0,
      isReport: true,
    };
    this.deliver(report, () => undefined);
  }

  #heard(pdu: CmppPdu): void {
    if (pdu.name === 'connect') return this.#login(pdu);
    if (!this.#isLoggedIn) return this.end();
    const { sequence } = pdu;
    if (pdu.name === 'activeTest') this.#say({ name: 'activeTestResp', sequence, body: { Reserved: 0 } });
    if (pdu.name === 'terminate') {
      this.#say({ name: 'terminateResp', sequence, body: {} });
      this.#socket.end();
    }
    if (pdu.name === 'deliverResp') {
      this.#waiting.get(sequence)?.(pdu.body.Result);
      this.#waiting.delete(sequence);
    }
    if (pdu.name === 'submit') this.#taken(pdu);
  }

  #login({ sequence, body }: Extract<CmppPdu, { name: 'connect' }>): void {
    const { account, password } = this.#secrets;
    this.#version = body.Version === cmppVersions['2.0'] ? '2.0' : '3.0';
    const right = proofOfSource(account, password, String(body.Timestamp).padStart(10, '0'));
    this.#isLoggedIn = body.Source_Addr === account && right.equals(body.AuthenticatorSource);
    const Status = this.#isLoggedIn ? 0 : WRONG_PASSWORD;
    const AuthenticatorISMG = proofOfCarrier(this.#version === '2.0' ? 1 : 4, Status, body.AuthenticatorSource, password);
    this.#say({ name: 'connectResp', sequence, body: { Status, AuthenticatorISMG, Version: cmppVersions[this.#version] } });
    if (this.#isLoggedIn) this.#order.loggedIn();
    else this.#socket.end();
  }

  /** Each number of a Submit gets its text; they share one id, as at a carrier. */
  #taken({ sequence, body }: Extract<CmppPdu, { name: 'submit' }>): void {
    const msgId = randomBytes(8);
    const { part, rest } = body.TP_udhi === 0 ? { part: undefined, rest: Buffer.from(body.Msg_Content) } : headerOf(body.Msg_Content);
    const { reference, total, number } = part ?? { reference: 0, total: 1, number: 1 };
    const text = decodeText(rest, body.Msg_Fmt);
    const results = body.Dest_terminal_Id.map((to) => this.#order.submitted({ msgId, to, text, reference, total, number }));
    this.#say({ name: 'submitResp', sequence, body: { Msg_Id: msgId, Result: Math.max(0, ...results) } });
  }

  #say(pdu: { readonly name: CmppPdu['name']; readonly sequence: number; readonly body: object }): void {
    this.#socket.write(encodeCmpp(this.#version, pdu as CmppPdu));
  }
}
