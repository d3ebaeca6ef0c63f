import type { Clock } from '@hotline/platform';
import type { AmiMessage } from './ami/ami-client.ts';
import type { AriEvent, Channel, ChannelDestroyed, PlaybackFinished, StasisEnd, StasisStart } from './ari/ari.gen.ts';
import { headersOf } from './away-callers.ts';
import type { ChannelOnSwitch, SwitchEvent } from './switchboard-port.ts';

/** ChannelDestroyed, which knows the cause, comes within some milliseconds of StasisEnd, or not at all. */
const CAUSE_WITHIN_MS = 200;
/** A channel just made reaches us in about 2 ms. */
const IN_HAND_WITHIN_MS = 2_000;
/** Channels whose end was told; more than any busy second has, and small. */
const REMEMBERED_ENDS = 5_000;

/** Turns what Asterisk says into what a switchboard says: one 'gone' per channel, whichever of three events comes first. */
export class EventTranslator {
  /** A caller who was remembered as away is in an app's hands after all. */
  onReached: (channelId: string) => void = () => undefined;
  readonly #clock: Clock;
  readonly #tell: (event: SwitchEvent) => void;
  readonly #plays = new Map<string, string>();
  readonly #cutShort = new Set<string>();
  /** Channels that are ours before they are picked up (early media), with whoever waits for them to be in our hands. */
  readonly #ringingEarly = new Map<string, (isOurs: boolean) => void>();
  readonly #ended = new Set<string>();
  readonly #ending = new Map<string, NodeJS.Timeout>();

  constructor(clock: Clock, tell: (event: SwitchEvent) => void) {
    this.#clock = clock;
    this.#tell = tell;
  }

  expectPlay(playId: string, channelId: string): void {
    this.#plays.set(playId, channelId);
  }

  forgetPlay(playId: string): void {
    this.#plays.delete(playId);
    this.#cutShort.delete(playId);
  }

  /** Tells the channel that hears it, if it is not over. */
  playCutShort(playId: string): string | undefined {
    if (this.#plays.has(playId)) this.#cutShort.add(playId);
    return this.#plays.get(playId);
  }

  /** Resolves when the channel made for early media is in our hands: before that it can neither be dialled nor joined (409, seen). */
  expectEarly(channelId: string): Promise<boolean> {
    return new Promise((resolve) => {
      this.#ringingEarly.set(channelId, resolve);
      setTimeout(resolve, IN_HAND_WITHIN_MS, false).unref();
    });
  }

  /** The connection broke or is new: what was expected will not be told any more. */
  forgetAll(): void {
    for (const timer of this.#ending.values()) clearTimeout(timer);
    for (const one of [this.#plays, this.#cutShort, this.#ringingEarly, this.#ended, this.#ending]) one.clear();
  }

  hear(event: AriEvent): void {
    switch (event.type) {
      case 'StasisStart':
        return this.#started(event);
      case 'ChannelStateChange':
        if (event.channel.state === 'Up' && this.#ringingEarly.delete(event.channel.id)) this.#answered(event.channel.id);
        return;
      case 'ChannelDestroyed':
      case 'StasisEnd':
        return this.#ends(event);
      case 'PlaybackFinished':
        return this.#played(event);
      case 'RecordingFinished':
      case 'RecordingFailed':
        return this.#tell({ kind: 'recorded', name: event.recording.name, ok: event.type === 'RecordingFinished' });
      default: // the rest is filtered out at Asterisk, or tells nothing a call desk acts on
    }
  }

  /** Registrations are told over AMI: ARI tells of configured endpoints only. */
  hearManager(message: AmiMessage): void {
    if (message['event'] !== 'ContactStatus') return;
    const endpoint = message['aor'] ?? message['endpointname'] ?? '';
    const status = message['contactstatus'];
    const at = this.#clock.now();
    if (status === 'Removed' || status === 'Unreachable') this.#tell({ kind: 'phone-unregistered', endpoint, at });
    else if (status === 'Created' || status === 'NonQualified' || status === 'Reachable')
      this.#tell({ kind: 'phone-registered', endpoint, at });
  }

  #started({ args, channel }: StasisStart): void {
    const [role, away] = args;
    if (role === 'phone') this.#answered(channel.id);
    if (role === 'early') this.#ringingEarly.get(channel.id)?.(true);
    if (role !== 'inbound') return;
    if (away) this.onReached(channel.id);
    this.#tell({ kind: 'arrived', channelId: channel.id, ...arrivalOf(channel), again: away !== undefined, at: this.#clock.now() });
  }

  #answered(channelId: string): void {
    this.#tell({ kind: 'phone-answered', channelId, at: this.#clock.now() });
  }

  #ends(event: ChannelDestroyed | StasisEnd): void {
    const { id } = event.channel;
    if (this.#ended.has(id) || event.channel.name.endsWith(';2')) return; // ;2 is the far half of a Local channel
    if (event.type === 'ChannelDestroyed') return this.#gone(id, event.cause, event.cause_txt);
    this.#ending.set(
      id,
      setTimeout(() => this.#gone(id, 16, 'Normal Clearing'), CAUSE_WITHIN_MS),
    );
  }

  #gone(channelId: string, cause: number, causeText: string): void {
    clearTimeout(this.#ending.get(channelId));
    this.#ending.delete(channelId);
    this.#ringingEarly.get(channelId)?.(false);
    this.#ringingEarly.delete(channelId);
    this.#ended.add(channelId);
    const [oldest] = this.#ended;
    if (this.#ended.size > REMEMBERED_ENDS && oldest) this.#ended.delete(oldest);
    this.#tell({ kind: 'gone', channelId, cause, causeText, at: this.#clock.now() });
  }

  #played({ playback }: PlaybackFinished): void {
    const channelId = this.#plays.get(playback.id) ?? playback.target_uri.replace('channel:', '');
    const complete = playback.state === 'done' && !this.#cutShort.has(playback.id);
    this.forgetPlay(playback.id);
    this.#tell({ kind: 'played', channelId, playId: playback.id, complete });
  }
}

/** Undefined: not a call of the hotline (the other half of a Local channel, a caller still in the dialplan). */
export function channelOnSwitch(
  channel: Channel,
  bridgeId: string | undefined,
  byOurClock: (at: Date) => Date,
): ChannelOnSwitch | undefined {
  const cameIn = variable(channel, 'HOTLINE_ORIGIN') !== '';
  const callId = variable(channel, 'HOTLINE_CALL');
  const isHeld = channel.dialplan.app_name === 'Stasis';
  if (channel.name.endsWith(';2') || (cameIn ? !isHeld : !callId)) return undefined;
  return {
    id: channel.id,
    name: channel.name,
    state:
      channel.state === 'Up'
        ? 'up'
        : channel.state === 'Down'
          ? 'down'
          : /^(Ring|Ringing|Dialing)$/.test(channel.state)
            ? 'ringing'
            : 'other',
    direction: cameIn ? 'in' : 'out',
    createdAt: byOurClock(new Date(channel.creationtime)),
    ...(callId ? { callId } : {}),
    ...(bridgeId ? { bridgeId } : {}),
    ...(cameIn ? { arrived: arrivalOf(channel) } : {}),
  };
}

function arrivalOf(channel: Channel): NonNullable<ChannelOnSwitch['arrived']> {
  const read = (name: string): string => variable(channel, name);
  return {
    dialled: read('HOTLINE_DIALLED'),
    origin: read('HOTLINE_ORIGIN') === 'web' ? 'web' : 'trunk',
    endpoint: read('HOTLINE_ENDPOINT'),
    headers: headersOf(
      read('HOTLINE_FROM'),
      [read('HOTLINE_PAI1'), read('HOTLINE_PAI2'), read('HOTLINE_PAI3')],
      [read('HOTLINE_PRIVACY1'), read('HOTLINE_PRIVACY2')],
    ),
  };
}

const variable = (channel: Channel, name: string): string => String(channel.channelvars?.[name] ?? '');
