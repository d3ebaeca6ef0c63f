/** Everything the run folder of one Asterisk is written from. All paths are absolute. */
export interface SwitchSettings {
  /** The unpacked packages (`fetchAsterisk`), or ASTERISK_ROOT. */
  root: string;
  runDir: string;
  sipPort: number;
  httpPort: number;
  amiPort: number;
  rtp: { first: number; last: number };
  /** Addresses or networks of the carriers (SIP_TRUNKS). */
  trunks: readonly string[];
  /** `sip:host:port` of the carrier who takes our calls to citizens (SIP_OUTBOUND). */
  outbound?: string;
  secrets: { ari: string; ami: string };
  /** Prompts made by `makeSounds`; the dialplan and the app name them without ending. */
  soundsDir: string;
  musicDir: string;
  /** Voicemail and the app's own recordings while they are written. */
  spoolDir: string;
  /** The supervisor connects browser phones to Asterisk from here, so that no stranger's INVITE is taken for a trunk's. */
  phoneProxyAddress: '127.0.0.3';
  demo: boolean;
}

/** The one name under which the app answers for calls. A second connection under it would silently take the first one's place. */
export const STASIS_APP = 'hotline';
