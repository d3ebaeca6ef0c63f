import path from 'node:path';
import { systemClock, type Clock } from '@hotline/platform';
import { AmiClient, AmiRefused } from './ami/ami-client.ts';
import { AriClient, type Hand } from './ari/ari-client.ts';
import { AriRefused } from './ari/ari-socket.ts';
import type { AriOperations, Channel } from './ari/ari.gen.ts';
import { awayCallersIn } from './away-callers.ts';
import { channelOnSwitch, EventTranslator } from './events-of-asterisk.ts';
import { AsteriskFaxes } from './fax/asterisk-faxes.ts';
import type { FaxSwitch } from './fax/fax-switch.ts';
import { phoneObjects } from './phone-objects.ts';
import type {
  AwayCaller,
  BridgeOnSwitch,
  ChannelOnSwitch,
  HangUpReason,
  PhoneOrder,
  RecordOrder,
  RingOrder,
  RtpStatistics,
  Switchboard,
  SwitchEvent,
  VoicemailOrder,
} from './switchboard-port.ts';
import { STASIS_APP, type SwitchSettings } from './switch-settings.ts';

/** Channels of the readiness probe: nobody but the probe hears of them. */
export const PROBE_PREFIX = 'probe-';

/** A request takes 2 ms; whoever picks up and hears nobody for half a second hangs up. */
const BEHIND_MS = 100;

type Listener = (event: SwitchEvent) => void | Promise<void>;
type Log = (line: string, trouble?: unknown) => void;
export type SwitchboardSettings = Pick<SwitchSettings, 'httpPort' | 'amiPort' | 'secrets' | 'spoolDir' | 'outbound' | 'demo'>;

/** Asterisk as a switchboard: ARI for the calls, AMI for recording, registrations and the callers who came while we were away. */
export class AsteriskSwitchboard implements Switchboard {
  readonly faxes: FaxSwitch;
  readonly #settings: SwitchboardSettings;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #ari: AriClient;
  readonly #ami: AmiClient;
  readonly #translator: EventTranslator;
  readonly #listeners = new Set<Listener>();
  readonly #probeListeners = new Set<Listener>();
  /** Bridges known to stand, with the channel by whose hand they were made: spares a request per join. */
  readonly #bridges = new Map<string, string>();
  #isUp = false;
  #isClosed = false;

  constructor(settings: SwitchboardSettings, clock: Clock, log: Log) {
    this.#settings = settings;
    this.#clock = clock;
    this.#log = log;
    this.#ari = new AriClient({ port: settings.httpPort, secret: settings.secrets.ari, app: STASIS_APP });
    this.#ami = new AmiClient({ port: settings.amiPort, secret: settings.secrets.ami });
    this.#translator = new EventTranslator(clock, (event) => this.#tell(event));
    this.faxes = new AsteriskFaxes({
      ari: this.#ari,
      ami: this.#ami,
      outbound: settings.outbound,
      isUp: () => this.#isUp && !this.#isClosed,
    });
    this.#wire();
  }

  /** Starts connecting; 'up' tells when both connections stand, now and after every interruption. */
  connect(): void {
    this.#ari.connect();
    this.#ami.connect();
  }

  close(): void {
    this.#isClosed = true;
    this.#ari.close();
    this.#ami.close();
  }

  isUp(): boolean {
    return this.#isUp;
  }

  isBehind(): boolean {
    return this.#ari.lateMs > BEHIND_MS;
  }

  /** Which of the two connections stands, for the status. */
  connections(): { ari: boolean; ami: boolean } {
    return { ari: this.#ari.isUp, ami: this.#ami.isUp };
  }

  /** Asks Asterisk over both connections. Rejects with `SwitchTrouble` after 3 or 5 s. */
  async ping(): Promise<void> {
    await Promise.all([this.#ari.operations.asterisk.ping(), this.#ami.ping()]);
  }

  onEvent(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onProbeEvent(listener: Listener): () => void {
    this.#probeListeners.add(listener);
    return () => this.#probeListeners.delete(listener);
  }

  answer(channelId: string): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) => channels.answer({ channelId }));
  }

  async play(channelId: string, sounds: readonly string[], playId: string): Promise<boolean> {
    this.#translator.expectPlay(playId, channelId);
    const media = sounds.map((name) => `sound:${name}`);
    const playing = await this.#unlessGone(channelId, ({ channels }) => channels.playWithId({ channelId, playbackId: playId, media }));
    if (!playing) this.#translator.forgetPlay(playId);
    return playing;
  }

  stopPlay(playId: string): Promise<boolean> {
    const channelId = this.#translator.playCutShort(playId) ?? playId;
    return this.#unlessGone(channelId, ({ playbacks }) => playbacks.stop({ playbackId: playId }));
  }

  music(channelId: string, on: boolean): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) => (on ? channels.startMoh({ channelId }) : channels.stopMoh({ channelId })));
  }

  async ringPhone(order: RingOrder): Promise<boolean> {
    const { channelId, endpoint, callerId, timeoutSeconds } = order;
    const json = { variables: ringVariables(order) };
    if (!order.earlyMedia) {
      const given = {
        channelId,
        endpoint,
        app: STASIS_APP,
        appArgs: 'phone',
        formats: OFFERED_FIRST,
        timeout: timeoutSeconds,
        json,
        ...(callerId ? { callerId } : {}),
      };
      return this.#unlessGone(channelId, ({ channels }) => channels.originateWithId(given), NO_SUCH_PHONE);
    }
    const early = this.#translator.expectEarly(channelId);
    const made = await this.#unlessGone(
      channelId,
      ({ channels }) => channels.create({ channelId, endpoint, app: STASIS_APP, appArgs: 'early', formats: OFFERED_FIRST, json }),
      NO_SUCH_PHONE,
    );
    if (!made || !(await early)) return false;
    if (callerId) await this.setVariable(channelId, 'CONNECTEDLINE(all)', callerId);
    const dialled = await this.#unlessGone(
      channelId,
      ({ channels }) => channels.dial({ channelId, timeout: timeoutSeconds }),
      NO_SUCH_PHONE,
    );
    if (!dialled) await this.hangUp(channelId);
    return dialled;
  }

  async join(bridgeId: string, channelIds: readonly string[]): Promise<boolean> {
    // By the hand of the first, the citizen: what she heard until now is stopped before.
    const [first = bridgeId] = channelIds;
    const add = (channel: readonly string[]): Promise<boolean> =>
      this.#unlessGone(first, ({ bridges }) => bridges.addChannel({ bridgeId, channel: [...channel] }), NOT_IN_OUR_HANDS);
    // requests by one hand are done in order: nothing has to wait for the answer of the one before
    const stands =
      this.#bridges.has(bridgeId) || this.#unlessGone(first, ({ bridges }) => bridges.createWithId({ bridgeId, type: 'mixing' }));
    this.#bridges.set(bridgeId, first);
    const [, all] = await Promise.all([stands, add(channelIds)]);
    if (all || channelIds.length === 1) return all;
    // Nobody is in when one of them is gone.
    return (await Promise.all(channelIds.map((channel) => add([channel])))).every(Boolean);
  }

  leave(bridgeId: string, channelId: string): Promise<boolean> {
    return this.#unlessGone(channelId, ({ bridges }) => bridges.removeChannel({ bridgeId, channel: channelId }), NOT_IN_OUR_HANDS);
  }

  closeBridge(bridgeId: string): Promise<boolean> {
    const by = this.#bridges.get(bridgeId) ?? bridgeId;
    this.#bridges.delete(bridgeId);
    return this.#unlessGone(by, ({ bridges }) => bridges.destroy({ bridgeId }));
  }

  hangUp(channelId: string, reason: HangUpReason = 'normal'): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) =>
      channels.hangup({ channelId, reason: reason === 'no-answer' ? 'no_answer' : reason }),
    );
  }

  sendAway(channelId: string, again: boolean): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) =>
      channels.continueInDialplan({ channelId, context: 'hotline', extension: 's', label: again ? 'later' : 'away' }),
    );
  }

  ringTone(channelId: string, on: boolean): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) => (on ? channels.ring({ channelId }) : channels.ringStop({ channelId })));
  }

  async startedAt(): Promise<Date> {
    const { status } = await this.#ari.operations.asterisk.getInfo({ only: 'status' });
    return this.#byOurClock(new Date(status?.startup_time ?? 0));
  }

  async record({ channelId, mix, receive, transmit }: RecordOrder): Promise<boolean> {
    return unlessRefused(this.#ami.mixMonitor({ channel: channelId, file: mix, receiveFile: receive, transmitFile: transmit }));
  }

  stopRecord(channelId: string): Promise<boolean> {
    return unlessRefused(this.#ami.stopMixMonitor(channelId));
  }

  /** ARI's own recording serves here, since a channel that leaves a message is in no bridge (in one it fails). */
  takeVoicemail({ channelId, name, maxSeconds }: VoicemailOrder): Promise<boolean> {
    const given = {
      channelId,
      name,
      format: 'wav',
      maxDurationSeconds: maxSeconds,
      ifExists: 'overwrite',
      beep: false,
      terminateOn: '#',
    } as const;
    return this.#unlessGone(channelId, ({ channels }) => channels.record(given));
  }

  voicemailFile(name: string): string {
    return path.join(this.#settings.spoolDir, 'recording', `${name}.wav`);
  }

  setVariable(channelId: string, name: string, value: string): Promise<boolean> {
    return this.#unlessGone(channelId, ({ channels }) => channels.setChannelVar({ channelId, variable: name, value }));
  }

  async issuePhone(order: PhoneOrder): Promise<void> {
    for (const { type, fields } of phoneObjects(order)) {
      const json = { fields: Object.entries(fields).map(([attribute, value]) => ({ attribute, value })) };
      await this.#ari.operations.asterisk.updateObject({ configClass: 'res_pjsip', objectType: type, id: order.id, json });
    }
  }

  async withdrawPhone(id: string): Promise<boolean> {
    const all = ['endpoint', 'aor', 'auth'].map((objectType) =>
      this.#unlessGone(id, ({ asterisk }) => asterisk.deleteObject({ configClass: 'res_pjsip', objectType, id })),
    );
    return (await Promise.all(all))[0] ?? false;
  }

  async isPhoneReachable(id: string): Promise<boolean> {
    const endpoint = await this.#orUndefined(({ endpoints }) => endpoints.get({ tech: 'PJSIP', resource: id }));
    return endpoint?.state === 'online';
  }

  citizenEndpoint(number: string): string | undefined {
    const digits = number.replaceAll(/[^\d+]/g, '');
    const { outbound, demo } = this.#settings;
    if (outbound && digits) return `PJSIP/outbound/${outbound.replace(/^sip:/, `sip:${digits}@`)}`;
    return demo ? 'Local/citizen@demo-citizen/n' : undefined;
  }

  async channels(): Promise<ChannelOnSwitch[]> {
    const [all, bridges] = await Promise.all([this.#ari.operations.channels.list(), this.bridges()]);
    const bridgeOf = new Map(bridges.flatMap((bridge) => bridge.channelIds.map((channel) => [channel, bridge.id])));
    const ours = all.filter((one: Channel) => !one.id.startsWith(PROBE_PREFIX));
    return ours.flatMap((one) => channelOnSwitch(one, bridgeOf.get(one.id), (at) => this.#byOurClock(at)) ?? []);
  }

  async bridges(): Promise<BridgeOnSwitch[]> {
    const all = await this.#ari.operations.bridges.list();
    return all.filter(({ creator }) => creator === 'Stasis').map(({ id, channels }) => ({ id, channelIds: channels }));
  }

  async rtpStatistics(channelId: string): Promise<RtpStatistics | undefined> {
    const found = await this.#orUndefined(({ channels }) => channels.rtpstatistics({ channelId }), NO_RTP);
    if (!found) return undefined;
    return {
      receivedPackets: found.rxcount,
      sentPackets: found.txcount,
      receivedLost: found.rxploss,
      jitterSeconds: found.rxjitter ?? 0,
      roundTripSeconds: found.rtt ?? 0,
    };
  }

  async awayCallers(): Promise<AwayCaller[]> {
    const tree = await this.#ami.dbTree('away');
    const living = tree.size ? await this.#ari.operations.channels.list() : [];
    return awayCallersIn(tree, new Set(living.map(({ id }) => id)), (at) => this.#byOurClock(at));
  }

  forgetAwayCaller(id: string): Promise<boolean> {
    return this.#ami.dbDelTree('away', id);
  }

  #wire(): void {
    this.#ari.on('event', (event) => this.#translator.hear(event));
    this.#ami.on('event', (event) => this.#translator.hearManager(event));
    this.#translator.onReached = (id) =>
      void this.forgetAwayCaller(id).catch((error: unknown) => this.#log(`${id} stays remembered as away`, error));
    for (const connection of [this.#ari, this.#ami]) {
      connection.on('up', () => this.#connectionChanged());
      connection.on('down', () => this.#connectionChanged());
    }
    this.#ari.on('replaced', () => {
      this.#log(
        'Another process took over the calls (ARI app "hotline"): this one hears of no call any more. Stop one of the two and start again.',
      );
      this.#connectionChanged();
    });
  }

  #connectionChanged(): void {
    const isUp = this.#ari.isUp && this.#ami.isUp;
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#bridges.clear();
    this.#translator.forgetAll();
    this.#tell({ kind: isUp ? 'up' : 'down' });
  }

  #tell(event: SwitchEvent): void {
    const isProbe = 'channelId' in event && event.channelId.startsWith(PROBE_PREFIX);
    for (const listener of isProbe ? this.#probeListeners : this.#listeners) {
      void deliver(listener, event).catch((error: unknown) => this.#log(`a listener failed on '${event.kind}'`, error));
    }
  }

  /** Whatever is asked about one channel is done in order; `channelId` may be any other name for that. */
  async #unlessGone(
    channelId: string,
    ask: (operations: AriOperations) => Promise<unknown>,
    gone: readonly number[] = GONE,
  ): Promise<boolean> {
    return ask(this.#ari.by(handOf(channelId))).then(
      () => true,
      (error: unknown) => {
        if (error instanceof AriRefused && gone.includes(error.status)) return false;
        throw error;
      },
    );
  }

  async #orUndefined<T>(ask: (operations: AriOperations) => Promise<T>, gone: readonly number[] = GONE): Promise<T | undefined> {
    return ask(this.#ari.operations).catch((error: unknown) => {
      if (error instanceof AriRefused && gone.includes(error.status)) return undefined;
      throw error;
    });
  }

  /** Asterisk runs on the machine's clock, we on ours (HOTLINE_CLOCK_START moves it). */
  #byOurClock(at: Date): Date {
    return new Date(at.getTime() + this.#clock.now().getTime() - systemClock.now().getTime());
  }
}

const handOf = (channelId: string): Hand => [...channelId].reduce((sum, sign) => sum + sign.charCodeAt(0), 0);

/** 404 unknown, 409 not in our application, 412 not up. */
const GONE: readonly number[] = [404, 409, 412];
/** addChannel says 400 for a channel that is gone, 422 for one that is not in our application. */
const NOT_IN_OUR_HANDS: readonly number[] = [...GONE, 400, 422];
/** Originating to a phone that is not registered is "500 Allocation failed", to one never issued 400. */
const NO_SUCH_PHONE: readonly number[] = [...GONE, 400, 500];

/** Without it Asterisk offers PCMU first whatever the endpoint says, and every call from an A-law line is transcoded. */
const OFFERED_FIRST = 'alaw';

/** A listener that throws at once is treated as one that rejects. */
const deliver = async (listener: Listener, event: SwitchEvent): Promise<void> => listener(event);
/** A Local channel has no RTP: 403. */
const NO_RTP: readonly number[] = [...GONE, 403];

function ringVariables({ callId, autoAnswer, endpoint }: RingOrder): Record<string, string> {
  const variables = { HOTLINE_CALL: callId };
  if (!autoAnswer || !endpoint.startsWith('PJSIP/')) return variables;
  // the two ways phones are told to pick up by themselves: RFC 5373's forerunner (Polycom, JsSIP pages) and Alert-Info (Yealink, Grandstream)
  return {
    ...variables,
    'PJSIP_HEADER(add,Call-Info)': '<sip:127.0.0.1>;answer-after=0',
    'PJSIP_HEADER(add,Alert-Info)': '<http://127.0.0.1>;info=alert-autoanswer',
  };
}

async function unlessRefused(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (error instanceof AmiRefused) return false;
      throw error;
    },
  );
}
