import dgram from 'node:dgram';
import { once } from 'node:events';
import { decodeALaw, encodeALaw, SAMPLES_PER_SECOND } from './a-law.ts';
import { loudness, sine, soundsLike, strength } from './tones.ts';

const PCMA = 8;
const RTP_HEADER_BYTES = 12;
const PACKET_MS = 20;
const PACKET_SAMPLES = (SAMPLES_PER_SECOND * PACKET_MS) / 1_000;
/** Energy is told in steps of this length. */
const STEP_MS = 100;
/** A silent A-law line decodes to ±8, which is 0.00024 of full scale; a prompt lies above 0.02. */
const AUDIBLE = 0.005;

interface Heard {
  /** Milliseconds since the ear began to listen. */
  readonly atMs: number;
  readonly samples: Int16Array;
}

/** One end of an RTP stream: keeps what it receives by the moment of arrival, and can send a tone. G.711 A-law only. */
export class RtpEar {
  readonly port: number;
  private readonly socket: dgram.Socket;
  private readonly packets: Heard[] = [];
  private since = performance.now();
  private peer: { host: string; port: number } | undefined;
  private speaking: NodeJS.Timeout | undefined;
  private sent = 0;

  private constructor(socket: dgram.Socket) {
    this.socket = socket;
    this.port = socket.address().port;
    socket.on('message', (packet) => this.take(packet));
  }

  /** Binds a free UDP port, or the one that is asked for. */
  static async open(place: { host?: string; port?: number } = {}): Promise<RtpEar> {
    const socket = dgram.createSocket('udp4');
    socket.bind(place.port ?? 0, place.host ?? '127.0.0.1');
    await once(socket, 'listening');
    return new RtpEar(socket);
  }

  /** Where the other side listens, from its SDP. */
  talkTo(host: string, port: number): void {
    this.peer = { host, port };
  }

  /** Forgets what was heard: moments are counted from now. */
  listenAnew(): void {
    this.packets.length = 0;
    this.since = performance.now();
  }

  /** Sends a tone (or given samples, repeated) in real time until `hush`. */
  say(sound: number | Int16Array): void {
    this.hush();
    const wire = encodeALaw(typeof sound === 'number' ? sine(sound, 1_000) : sound);
    const started = performance.now();
    let spoken = 0;
    const speak = (): void => {
      while (spoken * PACKET_MS <= performance.now() - started) {
        const from = (spoken * PACKET_SAMPLES) % wire.length;
        const piece = wire.subarray(from, from + PACKET_SAMPLES);
        this.send(piece.length === PACKET_SAMPLES ? piece : Buffer.concat([piece, wire.subarray(0, PACKET_SAMPLES - piece.length)]));
        spoken += 1;
      }
    };
    speak();
    this.speaking = setInterval(speak, PACKET_MS / 2);
  }

  hush(): void {
    clearInterval(this.speaking);
    this.speaking = undefined;
  }

  get packetsReceived(): number {
    return this.packets.length;
  }

  /** What arrived between two moments, in order of arrival; no gap is filled. */
  samples(fromMs = 0, toMs = Infinity): Int16Array {
    const chosen = this.packets.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    const all = new Int16Array(chosen.reduce((sum, { samples }) => sum + samples.length, 0));
    let at = 0;
    for (const { samples } of chosen) {
      all.set(samples, at);
      at += samples.length;
    }
    return all;
  }

  /** Loudness (0–1) of every 100 ms since the ear began to listen; where nothing arrived it is 0. */
  energy(): number[] {
    const steps = Math.ceil((performance.now() - this.since) / STEP_MS);
    return Array.from({ length: steps }, (_, step) => loudness(this.samples(step * STEP_MS, (step + 1) * STEP_MS)));
  }

  /** Share of full scale of one frequency between two moments. */
  strengthOf(hertz: number, fromMs = 0, toMs = Infinity): number {
    return strength(this.samples(fromMs, toMs), hertz);
  }

  /** Waits until something is audible; gives the moment it began, or throws after `withinMs`. */
  async hears(withinMs: number): Promise<number> {
    return this.until(withinMs, 'anything', (step) => loudness(step) > AUDIBLE);
  }

  /** Waits until a tone is what one hears for 100 ms; gives the moment it began, or throws after `withinMs`. */
  async hearsTone(hertz: number, withinMs: number): Promise<number> {
    return this.until(withinMs, `${hertz} Hz`, (step) => step.length >= PACKET_SAMPLES * 3 && soundsLike(step, hertz));
  }

  close(): void {
    this.hush();
    this.socket.close();
  }

  private async until(withinMs: number, what: string, isIt: (step: Int16Array) => boolean): Promise<number> {
    const deadline = performance.now() + withinMs;
    for (let step = 0; ; step += 1) {
      const end = this.since + (step + 1) * STEP_MS;
      const rest = Math.min(end, deadline) - performance.now();
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest));
      if (isIt(this.samples(step * STEP_MS, (step + 1) * STEP_MS))) return step * STEP_MS;
      if (performance.now() >= deadline && end >= deadline)
        throw new Error(
          `not heard within ${withinMs} ms: ${what}; ${this.packetsReceived} packets, energy ${this.energy()
            .map((one) => one.toFixed(3))
            .join(' ')}`,
        );
    }
  }

  private take(packet: Buffer): void {
    const isRtp = packet.length > RTP_HEADER_BYTES && (packet[0] ?? 0) >> 6 === 2;
    if (!isRtp || ((packet[1] ?? 0) & 0x7f) !== PCMA) return;
    const start = RTP_HEADER_BYTES + ((packet[0] ?? 0) & 0x0f) * 4;
    this.packets.push({ atMs: performance.now() - this.since, samples: decodeALaw(packet.subarray(start)) });
  }

  private send(payload: Uint8Array): void {
    if (!this.peer) return;
    const header = Buffer.alloc(RTP_HEADER_BYTES);
    header[0] = 0x80;
    header[1] = PCMA | (this.sent === 0 ? 0x80 : 0);
    header.writeUInt16BE(this.sent & 0xffff, 2);
    header.writeUInt32BE((this.sent * PACKET_SAMPLES) >>> 0, 4);
    header.writeUInt32BE(0x12345, 8);
    this.sent += 1;
    this.socket.send(Buffer.concat([header, payload]), this.peer.port, this.peer.host);
  }
}
