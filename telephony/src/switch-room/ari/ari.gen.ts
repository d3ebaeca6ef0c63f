// Made by generate.ts from the rest-api/*.json of the Asterisk package. Do not edit.
export interface Application {
  name: string;
  channel_ids: string[];
  bridge_ids: string[];
  endpoint_ids: string[];
  device_names: string[];
  events_allowed: Record<string, unknown>[];
  events_disallowed: Record<string, unknown>[];
}

export interface BuildInfo {
  os: string;
  kernel: string;
  options: string;
  machine: string;
  date: string;
  user: string;
}

export interface SystemInfo {
  version: string;
  entity_id: string;
}

export interface SetId {
  user: string;
  group: string;
}

export interface ConfigInfo {
  name: string;
  default_language: string;
  max_channels?: number;
  max_open_files?: number;
  max_load?: number;
  setid: SetId;
}

export interface StatusInfo {
  startup_time: string;
  last_reload_time: string;
}

export interface AsteriskInfo {
  build?: BuildInfo;
  system?: SystemInfo;
  config?: ConfigInfo;
  status?: StatusInfo;
}

export interface AsteriskPing {
  asterisk_id: string;
  ping: string;
  timestamp: string;
}

export interface Module {
  name: string;
  description: string;
  use_count: number;
  status: string;
  support_level: string;
}

export interface LogChannel {
  channel: string;
  type: string;
  status: string;
  configuration: string;
}

export interface Variable {
  value: string;
}

export interface Variables {
  variables: Record<string, unknown>;
}

export interface ConfigTuple {
  attribute: string;
  value: string;
}

export interface Bridge {
  id: string;
  technology: string;
  bridge_type: 'mixing' | 'holding';
  bridge_class: string;
  creator: string;
  name: string;
  channels: string[];
  video_mode?: string;
  video_source_id?: string;
  creationtime: string;
  bridgevars?: Record<string, unknown>;
}

export interface Dialed {

}

export interface DialplanCEP {
  context: string;
  exten: string;
  priority: number;
  app_name: string;
  app_data: string;
}

export interface CallerID {
  name: string;
  number: string;
}

export interface RTPstat {
  txcount: number;
  rxcount: number;
  txjitter?: number;
  rxjitter?: number;
  remote_maxjitter?: number;
  remote_minjitter?: number;
  remote_normdevjitter?: number;
  remote_stdevjitter?: number;
  local_maxjitter?: number;
  local_minjitter?: number;
  local_normdevjitter?: number;
  local_stdevjitter?: number;
  txploss: number;
  rxploss: number;
  remote_maxrxploss?: number;
  remote_minrxploss?: number;
  remote_normdevrxploss?: number;
  remote_stdevrxploss?: number;
  local_maxrxploss?: number;
  local_minrxploss?: number;
  local_normdevrxploss?: number;
  local_stdevrxploss?: number;
  rtt?: number;
  maxrtt?: number;
  minrtt?: number;
  normdevrtt?: number;
  stdevrtt?: number;
  local_ssrc: number;
  remote_ssrc: number;
  txoctetcount: number;
  rxoctetcount: number;
  channel_uniqueid: string;
}

export interface Channel {
  id: string;
  protocol_id: string;
  name: string;
  state: 'Down' | 'Rsrved' | 'OffHook' | 'Dialing' | 'Ring' | 'Ringing' | 'Up' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown';
  caller: CallerID;
  connected: CallerID;
  accountcode: string;
  dialplan: DialplanCEP;
  creationtime: string;
  language: string;
  channelvars?: Record<string, unknown>;
  caller_rdnis?: string;
  tenantid?: string;
}

export interface DeviceState {
  name: string;
  state: 'UNKNOWN' | 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD';
}

export interface Endpoint {
  technology: string;
  resource: string;
  state?: 'unknown' | 'offline' | 'online';
  channel_ids: string[];
}

export interface TextMessage {
  from: string;
  to: string;
  body: string;
  variables?: Record<string, unknown>;
}

export interface Message {
  type: string;
  asterisk_id?: string;
}

export interface MissingParams extends Omit<Message, 'type'> {
  type: 'MissingParams';
  params: string[];
}

export interface Event extends Omit<Message, 'type'> {
  type: string;
  application: string;
  timestamp: string;
}

export interface ContactInfo {
  uri: string;
  contact_status: 'Unreachable' | 'Reachable' | 'Unknown' | 'NonQualified' | 'Removed';
  aor: string;
  roundtrip_usec?: string;
}

export interface Peer {
  peer_status: string;
  cause?: string;
  address?: string;
  port?: string;
  time?: string;
}

export interface DeviceStateChanged extends Omit<Event, 'type'> {
  type: 'DeviceStateChanged';
  device_state: DeviceState;
}

export interface PlaybackStarted extends Omit<Event, 'type'> {
  type: 'PlaybackStarted';
  playback: Playback;
}

export interface PlaybackContinuing extends Omit<Event, 'type'> {
  type: 'PlaybackContinuing';
  playback: Playback;
}

export interface PlaybackFinished extends Omit<Event, 'type'> {
  type: 'PlaybackFinished';
  playback: Playback;
}

export interface RecordingStarted extends Omit<Event, 'type'> {
  type: 'RecordingStarted';
  recording: LiveRecording;
}

export interface RecordingFinished extends Omit<Event, 'type'> {
  type: 'RecordingFinished';
  recording: LiveRecording;
}

export interface RecordingFailed extends Omit<Event, 'type'> {
  type: 'RecordingFailed';
  recording: LiveRecording;
}

export interface ApplicationMoveFailed extends Omit<Event, 'type'> {
  type: 'ApplicationMoveFailed';
  channel: Channel;
  destination: string;
  args: string[];
}

export interface ApplicationRegistered extends Omit<Event, 'type'> {
  type: 'ApplicationRegistered';
}

export interface ApplicationUnregistered extends Omit<Event, 'type'> {
  type: 'ApplicationUnregistered';
}

export interface ApplicationReplaced extends Omit<Event, 'type'> {
  type: 'ApplicationReplaced';
}

export interface BridgeCreated extends Omit<Event, 'type'> {
  type: 'BridgeCreated';
  bridge: Bridge;
}

export interface BridgeDestroyed extends Omit<Event, 'type'> {
  type: 'BridgeDestroyed';
  bridge: Bridge;
}

export interface BridgeMerged extends Omit<Event, 'type'> {
  type: 'BridgeMerged';
  bridge: Bridge;
  bridge_from: Bridge;
}

export interface BridgeVideoSourceChanged extends Omit<Event, 'type'> {
  type: 'BridgeVideoSourceChanged';
  bridge: Bridge;
  old_video_source_id?: string;
}

export interface BridgeBlindTransfer extends Omit<Event, 'type'> {
  type: 'BridgeBlindTransfer';
  channel: Channel;
  replace_channel?: Channel;
  transferee?: Channel;
  exten: string;
  context: string;
  result: string;
  is_external: boolean;
  bridge?: Bridge;
}

export interface BridgeAttendedTransfer extends Omit<Event, 'type'> {
  type: 'BridgeAttendedTransfer';
  transferer_first_leg: Channel;
  transferer_second_leg: Channel;
  replace_channel?: Channel;
  transferee?: Channel;
  transfer_target?: Channel;
  result: string;
  is_external: boolean;
  transferer_first_leg_bridge?: Bridge;
  transferer_second_leg_bridge?: Bridge;
  destination_type: string;
  destination_bridge?: string;
  destination_application?: string;
  destination_link_first_leg?: Channel;
  destination_link_second_leg?: Channel;
  destination_threeway_channel?: Channel;
  destination_threeway_bridge?: Bridge;
}

export interface ChannelCreated extends Omit<Event, 'type'> {
  type: 'ChannelCreated';
  channel: Channel;
}

export interface ChannelDestroyed extends Omit<Event, 'type'> {
  type: 'ChannelDestroyed';
  cause: number;
  cause_txt: string;
  tech_cause?: number;
  channel: Channel;
}

export interface ChannelEnteredBridge extends Omit<Event, 'type'> {
  type: 'ChannelEnteredBridge';
  bridge: Bridge;
  channel?: Channel;
}

export interface ChannelLeftBridge extends Omit<Event, 'type'> {
  type: 'ChannelLeftBridge';
  bridge: Bridge;
  channel: Channel;
}

export interface ChannelStateChange extends Omit<Event, 'type'> {
  type: 'ChannelStateChange';
  channel: Channel;
}

export interface ChannelDtmfReceived extends Omit<Event, 'type'> {
  type: 'ChannelDtmfReceived';
  digit: string;
  duration_ms: number;
  channel: Channel;
}

export interface ChannelDialplan extends Omit<Event, 'type'> {
  type: 'ChannelDialplan';
  channel: Channel;
  dialplan_app: string;
  dialplan_app_data: string;
}

export interface ChannelCallerId extends Omit<Event, 'type'> {
  type: 'ChannelCallerId';
  caller_presentation: number;
  caller_presentation_txt: string;
  channel: Channel;
}

export interface ChannelUserevent extends Omit<Event, 'type'> {
  type: 'ChannelUserevent';
  eventname: string;
  channel?: Channel;
  bridge?: Bridge;
  endpoint?: Endpoint;
  userevent: Record<string, unknown>;
}

export interface ChannelHangupRequest extends Omit<Event, 'type'> {
  type: 'ChannelHangupRequest';
  cause?: number;
  tech_cause?: number;
  soft?: boolean;
  channel: Channel;
}

export interface ChannelVarset extends Omit<Event, 'type'> {
  type: 'ChannelVarset';
  variable: string;
  value: string;
  channel?: Channel;
}

export interface ChannelHold extends Omit<Event, 'type'> {
  type: 'ChannelHold';
  channel: Channel;
  musicclass?: string;
}

export interface ChannelUnhold extends Omit<Event, 'type'> {
  type: 'ChannelUnhold';
  channel: Channel;
}

export interface ChannelToneDetected extends Omit<Event, 'type'> {
  type: 'ChannelToneDetected';
  channel: Channel;
}

export interface ChannelTalkingStarted extends Omit<Event, 'type'> {
  type: 'ChannelTalkingStarted';
  channel: Channel;
}

export interface ChannelTalkingFinished extends Omit<Event, 'type'> {
  type: 'ChannelTalkingFinished';
  channel: Channel;
  duration: number;
}

export interface ContactStatusChange extends Omit<Event, 'type'> {
  type: 'ContactStatusChange';
  endpoint: Endpoint;
  contact_info: ContactInfo;
}

export interface PeerStatusChange extends Omit<Event, 'type'> {
  type: 'PeerStatusChange';
  endpoint: Endpoint;
  peer: Peer;
}

export interface EndpointStateChange extends Omit<Event, 'type'> {
  type: 'EndpointStateChange';
  endpoint: Endpoint;
}

export interface Dial extends Omit<Event, 'type'> {
  type: 'Dial';
  caller?: Channel;
  peer: Channel;
  forward?: string;
  forwarded?: Channel;
  dialstring?: string;
  dialstatus: string;
}

export interface StasisEnd extends Omit<Event, 'type'> {
  type: 'StasisEnd';
  channel: Channel;
}

export interface StasisStart extends Omit<Event, 'type'> {
  type: 'StasisStart';
  args: string[];
  channel: Channel;
  replace_channel?: Channel;
}

export interface TextMessageReceived extends Omit<Event, 'type'> {
  type: 'TextMessageReceived';
  message: TextMessage;
  endpoint?: Endpoint;
}

export interface ChannelConnectedLine extends Omit<Event, 'type'> {
  type: 'ChannelConnectedLine';
  channel: Channel;
}

export interface ChannelTransfer extends Omit<Event, 'type'> {
  type: 'ChannelTransfer';
  state?: string;
  refer_to: ReferTo;
  referred_by: ReferredBy;
}

export interface ReferTo {
  requested_destination: RequiredDestination;
  destination_channel?: Channel;
  connected_channel?: Channel;
  bridge?: Bridge;
}

export interface ReferredBy {
  source_channel: Channel;
  connected_channel?: Channel;
  bridge?: Bridge;
}

export interface RequiredDestination {
  protocol_id?: string;
  destination?: string;
  additional_protocol_params?: AdditionalParam[];
}

export interface AdditionalParam {
  parameter_name: string;
  parameter_value: string;
}

export interface RESTHeader {
  name: string;
  value: string;
}

export interface RESTQueryStringParameter {
  name: string;
  value: string;
}

export interface RESTRequest {
  type: string;
  transaction_id: string;
  request_id: string;
  method: string;
  uri: string;
  content_type?: string;
  query_strings?: RESTQueryStringParameter[];
  message_body?: string;
}

export interface RESTResponse extends Omit<Event, 'type'> {
  type: 'RESTResponse';
  transaction_id: string;
  request_id: string;
  status_code: number;
  reason_phrase: string;
  uri: string;
  content_type?: string;
  message_body?: string;
}

export interface CallBroadcast extends Omit<Event, 'type'> {
  type: 'CallBroadcast';
  channel: Channel;
  caller?: string;
  called?: string;
}

export interface CallClaimed extends Omit<Event, 'type'> {
  type: 'CallClaimed';
  channel: Channel;
  winner_app: string;
}

export interface Mailbox {
  name: string;
  old_messages: number;
  new_messages: number;
}

export interface Playback {
  id: string;
  media_uri: string;
  next_media_uri?: string;
  target_uri: string;
  language?: string;
  state: 'queued' | 'playing' | 'continuing' | 'done' | 'failed';
}

export interface StoredRecording {
  name: string;
  format: string;
}

export interface LiveRecording {
  name: string;
  format: string;
  target_uri: string;
  state: 'queued' | 'recording' | 'paused' | 'done' | 'failed' | 'canceled';
  duration?: number;
  talking_duration?: number;
  silence_duration?: number;
  cause?: string;
}

export interface FormatLangPair {
  language: string;
  format: string;
}

export interface Sound {
  id: string;
  text?: string;
  formats: FormatLangPair[];
}

export type AriEvent = DeviceStateChanged | PlaybackStarted | PlaybackContinuing | PlaybackFinished | RecordingStarted | RecordingFinished | RecordingFailed | ApplicationMoveFailed | ApplicationRegistered | ApplicationUnregistered | ApplicationReplaced | BridgeCreated | BridgeDestroyed | BridgeMerged | BridgeBlindTransfer | BridgeAttendedTransfer | BridgeVideoSourceChanged | ChannelCreated | ChannelDestroyed | ChannelEnteredBridge | ChannelLeftBridge | ChannelStateChange | ChannelDtmfReceived | ChannelDialplan | ChannelCallerId | ChannelUserevent | ChannelHangupRequest | ChannelVarset | ChannelToneDetected | ChannelTalkingStarted | ChannelTalkingFinished | ChannelHold | ChannelUnhold | ContactStatusChange | EndpointStateChange | Dial | StasisEnd | StasisStart | TextMessageReceived | ChannelConnectedLine | PeerStatusChange | ChannelTransfer | RESTResponse | CallBroadcast | CallClaimed;

export type Ask = <T>(method: string, address: string, query?: Record<string, unknown>, body?: Record<string, unknown>) => Promise<T>;

export const ariOperations = (ask: Ask) => ({
  applications: {
    list: () => ask<Application[]>('GET', `applications`),
    get: (given: { applicationName: string }) => ask<Application>('GET', `applications/${encodeURIComponent(given.applicationName)}`),
    subscribe: (given: { applicationName: string; eventSource: string | string[] }) => ask<Application>('POST', `applications/${encodeURIComponent(given.applicationName)}/subscription`, { eventSource: given.eventSource }),
    unsubscribe: (given: { applicationName: string; eventSource: string | string[] }) => ask<Application>('DELETE', `applications/${encodeURIComponent(given.applicationName)}/subscription`, { eventSource: given.eventSource }),
    filter: (given: { applicationName: string; json?: Record<string, unknown> }) => ask<Application>('PUT', `applications/${encodeURIComponent(given.applicationName)}/eventFilter`, {  }, given.json),
  },
  asterisk: {
    getObject: (given: { configClass: string; objectType: string; id: string }) => ask<ConfigTuple[]>('GET', `asterisk/config/dynamic/${encodeURIComponent(given.configClass)}/${encodeURIComponent(given.objectType)}/${encodeURIComponent(given.id)}`),
    updateObject: (given: { configClass: string; objectType: string; id: string; json?: Record<string, unknown> }) => ask<ConfigTuple[]>('PUT', `asterisk/config/dynamic/${encodeURIComponent(given.configClass)}/${encodeURIComponent(given.objectType)}/${encodeURIComponent(given.id)}`, {  }, given.json),
    deleteObject: (given: { configClass: string; objectType: string; id: string }) => ask<void>('DELETE', `asterisk/config/dynamic/${encodeURIComponent(given.configClass)}/${encodeURIComponent(given.objectType)}/${encodeURIComponent(given.id)}`),
    getInfo: (given: { only?: 'build' | 'system' | 'config' | 'status' | 'build' | 'system' | 'config' | 'status'[] } = {}) => ask<AsteriskInfo>('GET', `asterisk/info`, { only: given.only }),
    ping: () => ask<AsteriskPing>('GET', `asterisk/ping`),
    listModules: () => ask<Module[]>('GET', `asterisk/modules`),
    getModule: (given: { moduleName: string }) => ask<Module>('GET', `asterisk/modules/${encodeURIComponent(given.moduleName)}`),
    loadModule: (given: { moduleName: string }) => ask<void>('POST', `asterisk/modules/${encodeURIComponent(given.moduleName)}`),
    unloadModule: (given: { moduleName: string }) => ask<void>('DELETE', `asterisk/modules/${encodeURIComponent(given.moduleName)}`),
    reloadModule: (given: { moduleName: string }) => ask<void>('PUT', `asterisk/modules/${encodeURIComponent(given.moduleName)}`),
    listLogChannels: () => ask<LogChannel[]>('GET', `asterisk/logging`),
    addLog: (given: { logChannelName: string; configuration: string }) => ask<void>('POST', `asterisk/logging/${encodeURIComponent(given.logChannelName)}`, { configuration: given.configuration }),
    deleteLog: (given: { logChannelName: string }) => ask<void>('DELETE', `asterisk/logging/${encodeURIComponent(given.logChannelName)}`),
    rotateLog: (given: { logChannelName: string }) => ask<void>('PUT', `asterisk/logging/${encodeURIComponent(given.logChannelName)}/rotate`),
    getGlobalVar: (given: { variable: string }) => ask<Variable>('GET', `asterisk/variable`, { variable: given.variable }),
    setGlobalVar: (given: { variable: string; value?: string }) => ask<void>('POST', `asterisk/variable`, { variable: given.variable, value: given.value }),
  },
  bridges: {
    list: () => ask<Bridge[]>('GET', `bridges`),
    create: (given: { type?: string; bridgeId?: string; name?: string; json?: Record<string, unknown> } = {}) => ask<Bridge>('POST', `bridges`, { type: given.type, bridgeId: given.bridgeId, name: given.name }, given.json),
    createWithId: (given: { type?: string; bridgeId: string; name?: string; json?: Record<string, unknown> }) => ask<Bridge>('POST', `bridges/${encodeURIComponent(given.bridgeId)}`, { type: given.type, name: given.name }, given.json),
    get: (given: { bridgeId: string }) => ask<Bridge>('GET', `bridges/${encodeURIComponent(given.bridgeId)}`),
    destroy: (given: { bridgeId: string }) => ask<void>('DELETE', `bridges/${encodeURIComponent(given.bridgeId)}`),
    getBridgeVar: (given: { bridgeId: string; variable: string }) => ask<Variable>('GET', `bridges/${encodeURIComponent(given.bridgeId)}/variable`, { variable: given.variable }),
    setBridgeVar: (given: { bridgeId: string; variable: string; value?: string; report_events?: boolean }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/variable`, { variable: given.variable, value: given.value, report_events: given.report_events }),
    getBridgeVars: (given: { bridgeId: string; variables: string | string[] }) => ask<Variables>('GET', `bridges/${encodeURIComponent(given.bridgeId)}/variables`, { variables: given.variables }),
    setBridgeVars: (given: { bridgeId: string; json: Record<string, unknown> }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/variables`, {  }, given.json),
    addChannel: (given: { bridgeId: string; channel: string | string[]; role?: string; absorbDTMF?: boolean; mute?: boolean; inhibitConnectedLineUpdates?: boolean }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/addChannel`, { channel: given.channel, role: given.role, absorbDTMF: given.absorbDTMF, mute: given.mute, inhibitConnectedLineUpdates: given.inhibitConnectedLineUpdates }),
    removeChannel: (given: { bridgeId: string; channel: string | string[] }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/removeChannel`, { channel: given.channel }),
    setVideoSource: (given: { bridgeId: string; channelId: string }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/videoSource/${encodeURIComponent(given.channelId)}`),
    clearVideoSource: (given: { bridgeId: string }) => ask<void>('DELETE', `bridges/${encodeURIComponent(given.bridgeId)}/videoSource`),
    startMoh: (given: { bridgeId: string; mohClass?: string }) => ask<void>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/moh`, { mohClass: given.mohClass }),
    stopMoh: (given: { bridgeId: string }) => ask<void>('DELETE', `bridges/${encodeURIComponent(given.bridgeId)}/moh`),
    play: (given: { bridgeId: string; media: string | string[]; announcer_format?: string; lang?: string; offsetms?: number; skipms?: number; playbackId?: string }) => ask<Playback>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/play`, { media: given.media, announcer_format: given.announcer_format, lang: given.lang, offsetms: given.offsetms, skipms: given.skipms, playbackId: given.playbackId }),
    playWithId: (given: { bridgeId: string; playbackId: string; media: string | string[]; announcer_format?: string; lang?: string; offsetms?: number; skipms?: number }) => ask<Playback>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/play/${encodeURIComponent(given.playbackId)}`, { media: given.media, announcer_format: given.announcer_format, lang: given.lang, offsetms: given.offsetms, skipms: given.skipms }),
    record: (given: { bridgeId: string; name: string; format: string; recorder_format?: string; maxDurationSeconds?: number; maxSilenceSeconds?: number; ifExists?: 'fail' | 'overwrite' | 'append'; beep?: boolean; terminateOn?: 'none' | 'any' | '*' | '#' }) => ask<LiveRecording>('POST', `bridges/${encodeURIComponent(given.bridgeId)}/record`, { name: given.name, format: given.format, recorder_format: given.recorder_format, maxDurationSeconds: given.maxDurationSeconds, maxSilenceSeconds: given.maxSilenceSeconds, ifExists: given.ifExists, beep: given.beep, terminateOn: given.terminateOn }),
  },
  channels: {
    list: () => ask<Channel[]>('GET', `channels`),
    originate: (given: { endpoint: string; extension?: string; context?: string; priority?: number; label?: string; app?: string; appArgs?: string; callerId?: string; timeout?: number; json?: Record<string, unknown>; channelId?: string; otherChannelId?: string; originator?: string; formats?: string }) => ask<Channel>('POST', `channels`, { endpoint: given.endpoint, extension: given.extension, context: given.context, priority: given.priority, label: given.label, app: given.app, appArgs: given.appArgs, callerId: given.callerId, timeout: given.timeout, channelId: given.channelId, otherChannelId: given.otherChannelId, originator: given.originator, formats: given.formats }, given.json),
    create: (given: { endpoint: string; app: string; appArgs?: string; channelId?: string; otherChannelId?: string; originator?: string; formats?: string; json?: Record<string, unknown> }) => ask<Channel>('POST', `channels/create`, { endpoint: given.endpoint, app: given.app, appArgs: given.appArgs, channelId: given.channelId, otherChannelId: given.otherChannelId, originator: given.originator, formats: given.formats }, given.json),
    get: (given: { channelId: string }) => ask<Channel>('GET', `channels/${encodeURIComponent(given.channelId)}`),
    originateWithId: (given: { channelId: string; endpoint: string; extension?: string; context?: string; priority?: number; label?: string; app?: string; appArgs?: string; callerId?: string; timeout?: number; json?: Record<string, unknown>; otherChannelId?: string; originator?: string; formats?: string }) => ask<Channel>('POST', `channels/${encodeURIComponent(given.channelId)}`, { endpoint: given.endpoint, extension: given.extension, context: given.context, priority: given.priority, label: given.label, app: given.app, appArgs: given.appArgs, callerId: given.callerId, timeout: given.timeout, otherChannelId: given.otherChannelId, originator: given.originator, formats: given.formats }, given.json),
    hangup: (given: { channelId: string; reason_code?: string; reason?: 'normal' | 'busy' | 'congestion' | 'no_answer' | 'timeout' | 'rejected' | 'unallocated' | 'normal_unspecified' | 'number_incomplete' | 'codec_mismatch' | 'interworking' | 'failure' | 'answered_elsewhere' }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}`, { reason_code: given.reason_code, reason: given.reason }),
    continueInDialplan: (given: { channelId: string; context?: string; extension?: string; priority?: number; label?: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/continue`, { context: given.context, extension: given.extension, priority: given.priority, label: given.label }),
    move: (given: { channelId: string; app: string; appArgs?: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/move`, { app: given.app, appArgs: given.appArgs }),
    redirect: (given: { channelId: string; endpoint: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/redirect`, { endpoint: given.endpoint }),
    answer: (given: { channelId: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/answer`),
    ring: (given: { channelId: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/ring`),
    ringStop: (given: { channelId: string }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}/ring`),
    progress: (given: { channelId: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/progress`),
    sendDTMF: (given: { channelId: string; dtmf?: string; before?: number; between?: number; duration?: number; after?: number }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/dtmf`, { dtmf: given.dtmf, before: given.before, between: given.between, duration: given.duration, after: given.after }),
    mute: (given: { channelId: string; direction?: 'both' | 'in' | 'out' }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/mute`, { direction: given.direction }),
    unmute: (given: { channelId: string; direction?: 'both' | 'in' | 'out' }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}/mute`, { direction: given.direction }),
    hold: (given: { channelId: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/hold`),
    unhold: (given: { channelId: string }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}/hold`),
    startMoh: (given: { channelId: string; mohClass?: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/moh`, { mohClass: given.mohClass }),
    stopMoh: (given: { channelId: string }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}/moh`),
    startSilence: (given: { channelId: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/silence`),
    stopSilence: (given: { channelId: string }) => ask<void>('DELETE', `channels/${encodeURIComponent(given.channelId)}/silence`),
    play: (given: { channelId: string; media: string | string[]; lang?: string; offsetms?: number; skipms?: number; playbackId?: string }) => ask<Playback>('POST', `channels/${encodeURIComponent(given.channelId)}/play`, { media: given.media, lang: given.lang, offsetms: given.offsetms, skipms: given.skipms, playbackId: given.playbackId }),
    playWithId: (given: { channelId: string; playbackId: string; media: string | string[]; lang?: string; offsetms?: number; skipms?: number }) => ask<Playback>('POST', `channels/${encodeURIComponent(given.channelId)}/play/${encodeURIComponent(given.playbackId)}`, { media: given.media, lang: given.lang, offsetms: given.offsetms, skipms: given.skipms }),
    record: (given: { channelId: string; name: string; format: string; maxDurationSeconds?: number; maxSilenceSeconds?: number; ifExists?: 'fail' | 'overwrite' | 'append'; beep?: boolean; terminateOn?: 'none' | 'any' | '*' | '#' }) => ask<LiveRecording>('POST', `channels/${encodeURIComponent(given.channelId)}/record`, { name: given.name, format: given.format, maxDurationSeconds: given.maxDurationSeconds, maxSilenceSeconds: given.maxSilenceSeconds, ifExists: given.ifExists, beep: given.beep, terminateOn: given.terminateOn }),
    getChannelVar: (given: { channelId: string; variable: string }) => ask<Variable>('GET', `channels/${encodeURIComponent(given.channelId)}/variable`, { variable: given.variable }),
    setChannelVar: (given: { channelId: string; variable: string; value?: string; report_events?: boolean }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/variable`, { variable: given.variable, value: given.value, report_events: given.report_events }),
    getChannelVars: (given: { channelId: string; variables: string | string[] }) => ask<Variables>('GET', `channels/${encodeURIComponent(given.channelId)}/variables`, { variables: given.variables }),
    setChannelVars: (given: { channelId: string; json: Record<string, unknown> }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/variables`, {  }, given.json),
    snoopChannel: (given: { channelId: string; spy?: 'none' | 'both' | 'out' | 'in'; whisper?: 'none' | 'both' | 'out' | 'in'; app: string; appArgs?: string; snoopId?: string }) => ask<Channel>('POST', `channels/${encodeURIComponent(given.channelId)}/snoop`, { spy: given.spy, whisper: given.whisper, app: given.app, appArgs: given.appArgs, snoopId: given.snoopId }),
    snoopChannelWithId: (given: { channelId: string; snoopId: string; spy?: 'none' | 'both' | 'out' | 'in'; whisper?: 'none' | 'both' | 'out' | 'in'; app: string; appArgs?: string }) => ask<Channel>('POST', `channels/${encodeURIComponent(given.channelId)}/snoop/${encodeURIComponent(given.snoopId)}`, { spy: given.spy, whisper: given.whisper, app: given.app, appArgs: given.appArgs }),
    dial: (given: { channelId: string; caller?: string; timeout?: number }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/dial`, { caller: given.caller, timeout: given.timeout }),
    rtpstatistics: (given: { channelId: string }) => ask<RTPstat>('GET', `channels/${encodeURIComponent(given.channelId)}/rtp_statistics`),
    externalMedia: (given: { channelId?: string; app: string; json?: Record<string, unknown>; external_host?: string; encapsulation?: 'rtp' | 'audiosocket' | 'none'; transport?: 'udp' | 'tcp' | 'websocket'; connection_type?: 'client' | 'server'; format: string; direction?: 'both'; data?: string; transport_data?: string }) => ask<Channel>('POST', `channels/externalMedia`, { channelId: given.channelId, app: given.app, external_host: given.external_host, encapsulation: given.encapsulation, transport: given.transport, connection_type: given.connection_type, format: given.format, direction: given.direction, data: given.data, transport_data: given.transport_data }, given.json),
    transfer_progress: (given: { channelId: string; states: string }) => ask<void>('POST', `channels/${encodeURIComponent(given.channelId)}/transfer_progress`, { states: given.states }),
  },
  deviceStates: {
    list: () => ask<DeviceState[]>('GET', `deviceStates`),
    get: (given: { deviceName: string }) => ask<DeviceState>('GET', `deviceStates/${encodeURIComponent(given.deviceName)}`),
    update: (given: { deviceName: string; deviceState: 'NOT_INUSE' | 'INUSE' | 'BUSY' | 'INVALID' | 'UNAVAILABLE' | 'RINGING' | 'RINGINUSE' | 'ONHOLD' }) => ask<void>('PUT', `deviceStates/${encodeURIComponent(given.deviceName)}`, { deviceState: given.deviceState }),
    delete: (given: { deviceName: string }) => ask<void>('DELETE', `deviceStates/${encodeURIComponent(given.deviceName)}`),
  },
  endpoints: {
    list: () => ask<Endpoint[]>('GET', `endpoints`),
    sendMessage: (given: { to: string; from: string; body?: string; json?: Record<string, unknown> }) => ask<void>('PUT', `endpoints/sendMessage`, { to: given.to, from: given.from, body: given.body }, given.json),
    refer: (given: { to: string; from: string; refer_to: string; to_self?: boolean; json?: Record<string, unknown> }) => ask<void>('POST', `endpoints/refer`, { to: given.to, from: given.from, refer_to: given.refer_to, to_self: given.to_self }, given.json),
    listByTech: (given: { tech: string }) => ask<Endpoint[]>('GET', `endpoints/${encodeURIComponent(given.tech)}`),
    get: (given: { tech: string; resource: string }) => ask<Endpoint>('GET', `endpoints/${encodeURIComponent(given.tech)}/${encodeURIComponent(given.resource)}`),
    sendMessageToEndpoint: (given: { tech: string; resource: string; from: string; body?: string; json?: Record<string, unknown> }) => ask<void>('PUT', `endpoints/${encodeURIComponent(given.tech)}/${encodeURIComponent(given.resource)}/sendMessage`, { from: given.from, body: given.body }, given.json),
    referToEndpoint: (given: { tech: string; resource: string; from: string; refer_to: string; to_self?: boolean; json?: Record<string, unknown> }) => ask<void>('POST', `endpoints/${encodeURIComponent(given.tech)}/${encodeURIComponent(given.resource)}/refer`, { from: given.from, refer_to: given.refer_to, to_self: given.to_self }, given.json),
  },
  events: {
    userEvent: (given: { eventName: string; application: string; source?: string | string[]; json?: Record<string, unknown> }) => ask<void>('POST', `events/user/${encodeURIComponent(given.eventName)}`, { application: given.application, source: given.source }, given.json),
    claimChannel: (given: { channelId: string; application: string }) => ask<void>('POST', `events/claim`, { channelId: given.channelId, application: given.application }),
  },
  mailboxes: {
    list: () => ask<Mailbox[]>('GET', `mailboxes`),
    get: (given: { mailboxName: string }) => ask<Mailbox>('GET', `mailboxes/${encodeURIComponent(given.mailboxName)}`),
    update: (given: { mailboxName: string; oldMessages: number; newMessages: number }) => ask<void>('PUT', `mailboxes/${encodeURIComponent(given.mailboxName)}`, { oldMessages: given.oldMessages, newMessages: given.newMessages }),
    delete: (given: { mailboxName: string }) => ask<void>('DELETE', `mailboxes/${encodeURIComponent(given.mailboxName)}`),
  },
  playbacks: {
    get: (given: { playbackId: string }) => ask<Playback>('GET', `playbacks/${encodeURIComponent(given.playbackId)}`),
    stop: (given: { playbackId: string }) => ask<void>('DELETE', `playbacks/${encodeURIComponent(given.playbackId)}`),
    control: (given: { playbackId: string; operation: 'restart' | 'pause' | 'unpause' | 'reverse' | 'forward' }) => ask<void>('POST', `playbacks/${encodeURIComponent(given.playbackId)}/control`, { operation: given.operation }),
  },
  recordings: {
    listStored: () => ask<StoredRecording[]>('GET', `recordings/stored`),
    getStored: (given: { recordingName: string }) => ask<StoredRecording>('GET', `recordings/stored/${encodeURIComponent(given.recordingName)}`),
    deleteStored: (given: { recordingName: string }) => ask<void>('DELETE', `recordings/stored/${encodeURIComponent(given.recordingName)}`),
    getStoredFile: (given: { recordingName: string }) => ask<ArrayBuffer>('GET', `recordings/stored/${encodeURIComponent(given.recordingName)}/file`),
    copyStored: (given: { recordingName: string; destinationRecordingName: string }) => ask<StoredRecording>('POST', `recordings/stored/${encodeURIComponent(given.recordingName)}/copy`, { destinationRecordingName: given.destinationRecordingName }),
    getLive: (given: { recordingName: string }) => ask<LiveRecording>('GET', `recordings/live/${encodeURIComponent(given.recordingName)}`),
    cancel: (given: { recordingName: string }) => ask<void>('DELETE', `recordings/live/${encodeURIComponent(given.recordingName)}`),
    stop: (given: { recordingName: string }) => ask<void>('POST', `recordings/live/${encodeURIComponent(given.recordingName)}/stop`),
    pause: (given: { recordingName: string }) => ask<void>('POST', `recordings/live/${encodeURIComponent(given.recordingName)}/pause`),
    unpause: (given: { recordingName: string }) => ask<void>('DELETE', `recordings/live/${encodeURIComponent(given.recordingName)}/pause`),
    mute: (given: { recordingName: string }) => ask<void>('POST', `recordings/live/${encodeURIComponent(given.recordingName)}/mute`),
    unmute: (given: { recordingName: string }) => ask<void>('DELETE', `recordings/live/${encodeURIComponent(given.recordingName)}/mute`),
  },
  sounds: {
    list: (given: { lang?: string; format?: string } = {}) => ask<Sound[]>('GET', `sounds`, { lang: given.lang, format: given.format }),
    get: (given: { soundId: string }) => ask<Sound>('GET', `sounds/${encodeURIComponent(given.soundId)}`),
  },
});

export type AriOperations = ReturnType<typeof ariOperations>;
