/** What the switch tells, in words of the trade. `at` is the moment by our Clock at which the switch told us. */
export type SwitchEvent =
  | {
      kind: 'arrived';
      channelId: string;
      dialled: string;
      headers: CallerHeaders;
      origin: 'trunk' | 'web';
      /** The endpoint she came in by: 'trunk', or the id of a web caller's one-call phone. */
      endpoint: string;
      /** She has been sent away before (`sendAway`) and is tried again. */
      again: boolean;
      at: Date;
    }
  /** A phone that `ringPhone` rang was picked up: an agent's, or a citizen's whom we called. */
  | { kind: 'phone-answered'; channelId: string; at: Date }
  /** Exactly once per channel that arrived or was rung, whoever ended it. `cause` is the Q.850 number. */
  | { kind: 'gone'; channelId: string; cause: number; causeText: string; at: Date }
  | { kind: 'played'; channelId: string; playId: string; complete: boolean }
  /** A voicemail (`takeVoicemail`) ended; `ok` is false when nothing could be recorded. */
  | { kind: 'recorded'; name: string; ok: boolean }
  | { kind: 'phone-registered' | 'phone-unregistered'; endpoint: string; at: Date }
  /** Both connections to the switch stand: reconcile now, issued phones may be lost. */
  | { kind: 'up' }
  | { kind: 'down' };

/** Raw header values as the carrier sent them (`"name" <sip:138…@host>;tag=…`); empty lists when absent. */
export interface CallerHeaders {
  from: string;
  asserted: readonly string[];
  privacy: readonly string[];
}

export type HangUpReason = 'normal' | 'busy' | 'no-answer' | 'congestion';

export interface RingOrder {
  channelId: string;
  /** 'PJSIP/<phone id>' for an agent, `citizenEndpoint(number)` of the switchboard for a citizen. */
  endpoint: string;
  /** What the rung phone shows: a number, or `name <number>`. */
  callerId?: string;
  /** Our call's id, as a channel variable. A caller's channel needs none: its id stands in the leg's row. */
  callId: string;
  timeoutSeconds: number;
  /** Asks the phone to pick up by itself (Call-Info answer-after=0 and Alert-Info info=alert-autoanswer). */
  autoAnswer?: boolean;
  /** The channel stands before it is picked up: `join` it at once and the agent hears ringing and a carrier's own announcements. 'phone-answered' still comes at the answer. */
  earlyMedia?: boolean;
}

export interface RecordOrder {
  channelId: string;
  /** Absolute paths of the three WAV files: both together, what this channel said, what this channel heard. */
  mix: string;
  receive: string;
  transmit: string;
}

export interface VoicemailOrder {
  channelId: string;
  /** Name of the recording; the file is `voicemailFile(name)`. */
  name: string;
  maxSeconds: number;
}

export interface PhoneOrder {
  id: string;
  username: string;
  password: string;
  kind: 'webrtc' | 'udp';
  /** With a contact (`sip:agent1@127.0.0.1:5090`) we dial it and ask for no registration; without one the phone registers. */
  contact?: string;
  /** 'none': she can be called only. 'web-call': she reaches 12345 only. */
  context: 'none' | 'web-call';
}

export interface ChannelOnSwitch {
  id: string;
  name: string;
  state: 'down' | 'ringing' | 'up' | 'other';
  /** Whether it came in (trunk, web) or was rung by us. */
  direction: 'in' | 'out';
  callId?: string;
  bridgeId?: string;
  createdAt: Date;
  /** Only for a channel that came in: what 'arrived' would have said. */
  arrived?: { dialled: string; headers: CallerHeaders; origin: 'trunk' | 'web'; endpoint: string };
}

export interface BridgeOnSwitch {
  id: string;
  channelIds: readonly string[];
}

/** A caller who came while no app answered: the dialplan remembered her, with her voicemail if she left one. */
export interface AwayCaller {
  id: string;
  at: Date;
  /** 'waiting': she still hears the announcement, and will come as 'arrived' or end in one of the others. */
  state: 'waiting' | 'abandoned' | 'voicemail';
  dialled: string;
  headers: CallerHeaders;
  endpoint: string;
  /** The WAV file; there only when `state` is 'voicemail'. Its header may need `repairWav`. */
  voicemail?: string;
}

export interface RtpStatistics {
  receivedPackets: number;
  sentPackets: number;
  receivedLost: number;
  jitterSeconds: number;
  roundTripSeconds: number;
}

/**
 * The switch as the call desk sees it. Every verb about a channel, bridge or play that is gone resolves to false instead of throwing;
 * a switch that does not answer within its 5 s, or is down, rejects with `SwitchTrouble`.
 */
export interface Switchboard {
  onEvent(listener: (event: SwitchEvent) => void | Promise<void>): () => void;
  isUp(): boolean;
  /** What it was asked takes it long: more callers than the machine can serve at once. */
  isBehind(): boolean;

  answer(channelId: string): Promise<boolean>;
  /** Plays prompts (names of `prompts.ts`, without ending) one after the other; 'played' comes once, after the last. */
  play(channelId: string, sounds: readonly string[], playId: string): Promise<boolean>;
  stopPlay(playId: string): Promise<boolean>;
  /** Hold music on or off; the channel must not be in a bridge for it to be heard. */
  music(channelId: string, on: boolean): Promise<boolean>;
  ringPhone(order: RingOrder): Promise<boolean>;
  /** Puts channels into one mixing bridge, made when it does not stand yet. False when one of them is gone; the others are in. */
  join(bridgeId: string, channelIds: readonly string[]): Promise<boolean>;
  leave(bridgeId: string, channelId: string): Promise<boolean>;
  closeBridge(bridgeId: string): Promise<boolean>;
  hangUp(channelId: string, reason?: HangUpReason): Promise<boolean>;
  /**
   * Back to the dialplan of a house that is away: the announcement, then 'arrived' again every 2 s for 30 s, then voicemail. `again`: she has
   * heard the announcement.
   */
  sendAway(channelId: string, again: boolean): Promise<boolean>;
  /** The ringing tone, for an agent whose call out is not answered yet. */
  ringTone(channelId: string, on: boolean): Promise<boolean>;
  /** Since when the switch runs: a call older than that is gone, whatever its row says. */
  startedAt(): Promise<Date>;

  record(order: RecordOrder): Promise<boolean>;
  stopRecord(channelId: string): Promise<boolean>;
  takeVoicemail(order: VoicemailOrder): Promise<boolean>;
  voicemailFile(name: string): string;
  /** Not while something is played to the channel: the switch does it afterwards, and every other request waits for that. */
  setVariable(channelId: string, name: string, value: string): Promise<boolean>;

  issuePhone(order: PhoneOrder): Promise<void>;
  withdrawPhone(id: string): Promise<boolean>;
  isPhoneReachable(id: string): Promise<boolean>;
  /** The endpoint to ring for a citizen's number: by SIP_OUTBOUND, in the demo the built-in citizen; undefined when neither is there. */
  citizenEndpoint(number: string): string | undefined;

  channels(): Promise<ChannelOnSwitch[]>;
  bridges(): Promise<BridgeOnSwitch[]>;
  rtpStatistics(channelId: string): Promise<RtpStatistics | undefined>;
  awayCallers(): Promise<AwayCaller[]>;
  forgetAwayCaller(id: string): Promise<boolean>;
}
