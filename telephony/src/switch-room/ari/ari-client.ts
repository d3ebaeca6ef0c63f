import { EventEmitter } from 'node:events';
import { SwitchTrouble } from '../switch-trouble.ts';
import { ariOperations, type AriEvent, type AriOperations, type Ask } from './ari.gen.ts';
import { type AriAddress, AriSocket } from './ari-socket.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 2_000;

/**
 * Requests wait for the channel they are about (2 ms at 20 calls/s), and Asterisk does those of one socket one after the other: at 60 calls/s
 * with their nine requests each took 65 ms (measured). So they go over several sockets, the requests about one channel over the same.
 */
const HANDS = 6;

/** Most events are ChannelVarset (measured); a call desk needs none of these. */
const UNHEARD = ['ChannelVarset', 'ChannelDialplan', 'ChannelCallerId', 'ChannelConnectedLine', 'ChannelCreated', 'Dial', 'PlaybackStarted', 'PlaybackContinuing', 'RecordingStarted', 'BridgeCreated', 'BridgeDestroyed', 'BridgeMerged', 'ChannelEnteredBridge', 'ChannelLeftBridge', 'DeviceStateChanged', 'ChannelTalkingStarted', 'ChannelTalkingFinished', 'ChannelHangupRequest', 'ChannelHold', 'ChannelUnhold', 'ChannelDtmfReceived', 'ContactStatusChange', 'PeerStatusChange']; // prettier-ignore

/** Names one of the sockets; any number does. */
export type Hand = number;

/**
 * Events over one WebSocket, requests over that and some more. Reconnects by itself, all of them together; a request while they are down
 * rejects with `SwitchTrouble`. 'replaced' comes when another connection took our name: then it stays away, for two would take it from each
 * other for ever.
 */
export class AriClient extends EventEmitter<{ event: [AriEvent]; up: []; down: []; replaced: [] }> {
  /** Of the switch as a whole. */
  readonly operations: AriOperations;
  readonly #hands: readonly AriOperations[];
  readonly #address: AriAddress;
  /** Those of the hands, and at last the one that hears the events. */
  #sockets: readonly AriSocket[] = [];
  #isUp = false;
  #isClosed = false;
  #retryMs = FIRST_RETRY_MS;
  #retry: NodeJS.Timeout | undefined;

  constructor(address: AriAddress) {
    super();
    this.#address = address;
    this.operations = ariOperations(this.#askBy(HANDS));
    this.#hands = Array.from({ length: HANDS }, (_, hand) => ariOperations(this.#askBy(hand)));
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** For how many milliseconds the oldest request has waited for its answer. */
  get lateMs(): number {
    return Math.max(0, ...this.#sockets.map(({ lateMs }) => lateMs));
  }

  /** Requests that must be done in the order in which they are asked go over the same hand. */
  by(hand: Hand): AriOperations {
    return this.#hands[hand % HANDS] ?? this.operations;
  }

  /** Starts connecting, and goes on until `close`. */
  connect(): void {
    const hands = this.#hands.map((_, hand) => this.#socket(`${this.#address.app}-hand-${hand + 1}`));
    this.#sockets = hands;
    for (const hand of hands) hand.on('open', () => (hands.every(({ isOpen }) => isOpen) ? this.#listen() : undefined));
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#retry);
    for (const socket of this.#sockets) socket.terminate();
  }

  #socket(app: string): AriSocket {
    const socket = new AriSocket({ ...this.#address, app });
    socket.on('close', () => this.#closed(socket));
    return socket;
  }

  /** Not before the hands are there: whoever arrives is dealt with at once. */
  #listen(): void {
    const ear = this.#socket(this.#address.app);
    this.#sockets = [...this.#sockets, ear];
    ear.on('event', (event) => this.#hear(event));
    ear.on('open', () => void this.#opened(ear));
  }

  async #opened(ear: AriSocket): Promise<void> {
    try {
      const json = { disallowed: UNHEARD.map((type) => ({ type })) };
      await this.operations.applications.filter({ applicationName: this.#address.app, json });
    } catch {
      return ear.terminate();
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#isUp = true;
    this.emit('up');
  }

  /** One is lost: all are made anew, when the last of them is closed. */
  #closed(socket: AriSocket): void {
    this.#sockets = this.#sockets.filter((one) => one !== socket);
    for (const other of this.#sockets) other.terminate();
    if (this.#isUp) {
      this.#isUp = false;
      this.emit('down');
    }
    if (this.#isClosed || this.#sockets.length > 0) return;
    this.#retry = setTimeout(() => this.connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }

  #hear(event: AriEvent): void {
    if (event.type !== 'ApplicationReplaced') return void this.emit('event', event);
    this.close();
    this.emit('replaced');
  }

  #askBy(index: number): Ask {
    return (...request) => {
      const socket = this.#sockets[index];
      return socket ? socket.ask(...request) : Promise.reject(new SwitchTrouble('Asterisk is not connected yet (ARI).', 'npm run doctor'));
    };
  }
}
