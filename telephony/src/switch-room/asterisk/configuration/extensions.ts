import type { SwitchSettings } from '../../switch-settings.ts';
import { STASIS_APP } from '../../switch-settings.ts';
import { FAX_NUMBERS, faxes } from './faxes.ts';
import { extension } from './steps.ts';

/** Asks again every 2 s for 30 s, as DESIGN section 4 promises; then voicemail of at most 120 s. */
const AWAY_TRIES = 15;
const AWAY_MUSIC_SECONDS = 2;
const VOICEMAIL_SECONDS = 120;

/** The columns under which a caller is remembered in AstDB while no app answers: away/<channel id>/<column>. */
export const AWAY_COLUMNS = {
  dialled: 'HOTLINE_DIALLED',
  endpoint: 'HOTLINE_ENDPOINT',
  from: 'HOTLINE_FROM',
  pai1: 'HOTLINE_PAI1',
  pai2: 'HOTLINE_PAI2',
  pai3: 'HOTLINE_PAI3',
  privacy1: 'HOTLINE_PRIVACY1',
  privacy2: 'HOTLINE_PRIVACY2',
} as const;

/** What a call that comes in by a trunk says of its caller. */
function readHeaders(): string[] {
  const read = (variable: string, header: string, number = 1): string => `Set(${variable}=\${PJSIP_HEADER(read,${header},${number})})`;
  // Each read is a round trip to another thread: where there is no first header no second one is looked for.
  return [
    read('HOTLINE_FROM', 'From'),
    read('HOTLINE_PAI1', 'P-Asserted-Identity'),
    'GotoIf($[${LEN(${HOTLINE_PAI1})} = 0]?privacy)',
    read('HOTLINE_PAI2', 'P-Asserted-Identity', 2),
    read('HOTLINE_PAI3', 'P-Asserted-Identity', 3),
    `privacy: ${read('HOTLINE_PRIVACY1', 'Privacy')}`,
    'GotoIf($[${LEN(${HOTLINE_PRIVACY1})} = 0]?ready)',
    read('HOTLINE_PRIVACY2', 'Privacy', 2),
  ];
}

/**
 * 12345, with the city's code before it when the carrier sends it (037112345, 01012345). Numbers of fax accounts, which the app puts into AstDB,
 * are answered as faxes, whether an app is there or not. Every other number is refused with 404.
 */
function inbound(): string {
  const steps = [
    'Set(HOTLINE_DIALLED=${EXTEN})',
    'Set(HOTLINE_ORIGIN=trunk)',
    'GotoIf($["${CHANNEL(channeltype)}" != "PJSIP"]?ready)',
    'Set(HOTLINE_ENDPOINT=${CHANNEL(endpoint)})',
    ...readHeaders(),
    'ready: Goto(hotline,s,1)',
  ];
  const others = [
    'Set(HOTLINE_DIALLED=${FILTER(0-9+,${EXTEN})})',
    `GotoIf($[\${DB_EXISTS(${FAX_NUMBERS}/\${HOTLINE_DIALLED})}]?fax)`,
    'Hangup(1)',
    'fax: NoOp()',
    ...readHeaders(),
    'ready: Goto(fax-in,s,1)',
  ];
  const calls = ['12345', '_0XX12345', '_0XXX12345'].map((pattern) => extension(pattern, steps));
  return ['[inbound]', ...calls, ...['_X.', '_+X.'].map((pattern) => extension(pattern, others))].join('\n');
}

/** A web caller's one-call phone reaches 12345 and nothing else; it carries no number of hers. */
const webCall = (): string =>
  [
    '[web-call]',
    extension('12345', [
      'Set(HOTLINE_DIALLED=${EXTEN})',
      'Set(HOTLINE_ORIGIN=web)',
      'Set(HOTLINE_ENDPOINT=${CHANNEL(endpoint)})',
      'Goto(hotline,s,1)',
    ]),
  ].join('\n');

/** The app takes the call; while there is none, nobody hears a dead line and nobody is forgotten. */
function hotline({ spoolDir }: SwitchSettings): string {
  const remember = Object.entries(AWAY_COLUMNS).map(([column, variable]) => `Set(DB(away/\${UNIQUEID}/${column})=\${${variable}})`);
  const stasis = `Stasis(${STASIS_APP},inbound`;
  const main = extension('s', [
    `${stasis})`,
    'GotoIf($["${STASISSTATUS}" != "FAILED"]?done)',
    // the app sends callers here too, while it cannot write their rows
    ...remember.map((step, index) => (index === 0 ? `away: ${step}` : step)),
    'Set(DB(away/${UNIQUEID}/at)=${EPOCH})',
    'Set(DB(away/${UNIQUEID}/state)=waiting)',
    'Set(CHANNEL(hangup_handler_push)=away-gone,s,1)',
    'Answer()',
    'Playback(away)',
    'Set(HOTLINE_TRIES=0)',
    `try: ${stasis},away)`,
    'GotoIf($["${STASISSTATUS}" != "FAILED"]?done)',
    `later: MusicOnHold(default,${AWAY_MUSIC_SECONDS})`,
    'Set(HOTLINE_TRIES=$[${HOTLINE_TRIES} + 1])',
    'GotoIf($[${HOTLINE_TRIES} < ${HOTLINE_AWAY_TRIES}]?try)',
    'Playback(voicemail)',
    'Playback(beep)',
    `Set(HOTLINE_VOICEMAIL=${spoolDir}/voicemail/away-\${UNIQUEID}.wav)`,
    `Record(\${HOTLINE_VOICEMAIL},0,${VOICEMAIL_SECONDS},kq)`,
    'Playback(thanks)',
    'done: Hangup()',
  ]);
  const gone = extension('s', [
    'GotoIf($["${DB(away/${UNIQUEID}/state)}" != "waiting"]?done)',
    'GotoIf($["${HOTLINE_VOICEMAIL}" = ""]?nothing)',
    'Set(DB(away/${UNIQUEID}/voicemail)=${HOTLINE_VOICEMAIL})',
    'Set(DB(away/${UNIQUEID}/state)=voicemail)',
    'Goto(done)',
    'nothing: Set(DB(away/${UNIQUEID}/state)=abandoned)',
    'done: Return()',
  ]);
  return `[hotline]\n${main}\n[away-gone]\n${gone}`;
}

/** The citizen of the demo whom an agent calls back: rings a second, then speaks for at most a minute. */
const demoCitizen = (): string =>
  [
    '[demo-citizen]',
    extension('citizen', [
      'Ringing()',
      'Wait(1)',
      'Answer()',
      'Set(TIMEOUT(absolute)=60)',
      'Wait(0.5)',
      'again: Playback(demo-citizen)',
      'Wait(4)',
      'Goto(again)',
    ]),
  ].join('\n');

/** The readiness probe rings this and looks for the tone in the recording. */
const probe = (): string => ['[probe]', extension('tone', ['Answer()', `PlayTones(${PROBE_TONE_HZ})`, 'Wait(10)'])].join('\n');

export const PROBE_TONE_HZ = 700;

/** Agents' phones live in [none]: they are rung and reach nothing. */
export const extensionsConf = (settings: SwitchSettings): string =>
  [
    '[general]',
    'static = yes',
    'writeprotect = yes',
    '[globals]',
    `HOTLINE_AWAY_TRIES=${AWAY_TRIES}`, // a global, so that a test need not wait 30 s

    '[none]',
    inbound(),
    webCall(),
    hotline(settings),
    faxes(settings),
    probe(),
    settings.demo ? demoCitizen() : '',
  ].join('\n');
