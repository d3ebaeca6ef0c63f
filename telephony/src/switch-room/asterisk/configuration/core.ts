import path from 'node:path';
import type { SwitchSettings } from '../../switch-settings.ts';
import { machine } from '../loader.ts';

/** asterisk.conf: every folder of this Asterisk lies in its run folder, so that it needs no rights and two can run side by side. */
export function asteriskConf(settings: SwitchSettings, controlFolder: string): string {
  const { root, runDir, spoolDir } = settings;
  return `
[directories]
astetcdir => ${runDir}/etc
astmoddir => ${root}/usr/lib/${machine.triple}/asterisk/modules
astvarlibdir => ${runDir}/lib
astdbdir => ${runDir}/db
astkeydir => ${runDir}
astdatadir => ${runDir}/data
astagidir => ${runDir}/lib/agi-bin
astspooldir => ${spoolDir}
astrundir => ${controlFolder}
astlogdir => ${runDir}/log
[options]
systemname = hotline
transmit_silence = yes
hideconnect = yes
documentation_language = en_US
defaultlanguage = zh
languageprefix = yes
maxfiles = 65536
minmemfree = 1`;
}

export const loggerConf = (): string => `
[general]
dateformat = %F %T.%3q
[logfiles]
full => notice,warning,error`;

/** 100 is the default of sessionlimit, and refused 60 of 160 phone sockets (measured). */
export const httpConf = ({ httpPort }: SwitchSettings): string => `
[general]
enabled = yes
bindaddr = 127.0.0.1
bindport = ${httpPort}
sessionlimit = 2000
session_keep_alive = 15000
session_inactivity = 30000`;

/** Variables that every ARI channel carries: who calls, and which call of ours it is. */
export const CHANNEL_VARIABLES = [
  'HOTLINE_CALL',
  'HOTLINE_ORIGIN',
  'HOTLINE_DIALLED',
  'HOTLINE_ENDPOINT',
  'HOTLINE_FROM',
  'HOTLINE_PAI1',
  'HOTLINE_PAI2',
  'HOTLINE_PAI3',
  'HOTLINE_PRIVACY1',
  'HOTLINE_PRIVACY2',
  'HOTLINE_FAX',
] as const;

export const ariConf = ({ secrets }: SwitchSettings): string => `
[general]
enabled = yes
pretty = no
allowed_origins = http://127.0.0.1
channelvars = ${CHANNEL_VARIABLES.join(',')}
[ari]
type = user
read_only = no
password = ${secrets.ari}
password_format = plain`;

/** Of its events we need the registrations only (system); those of the calls come over ARI and were a tenth of the app's work. */
export const managerConf = ({ amiPort, secrets }: SwitchSettings): string => `
[general]
enabled = yes
webenabled = no
port = ${amiPort}
bindaddr = 127.0.0.1
[hotline]
secret = ${secrets.ami}
deny = 0.0.0.0/0.0.0.0
permit = 127.0.0.1/255.255.255.255
read = system
write = system,call,reporting
writetimeout = 1000`;

export const rtpConf = ({ rtp }: SwitchSettings): string => `
[general]
rtpstart = ${rtp.first}
rtpend = ${rtp.last}
icesupport = yes
strictrtp = yes`;

export const musicConf = ({ musicDir }: SwitchSettings): string => `
[general]
cachertclasses = no
[default]
mode = files
directory = ${path.resolve(musicDir)}
sort = alpha`;

/** Phones issued at run time live in memory and are looked for there first; trunks are in pjsip.conf. */
export const sorceryConf = (): string => `
[res_pjsip]
endpoint = memory
endpoint = config,pjsip.conf,criteria=type=endpoint
auth = memory
auth = config,pjsip.conf,criteria=type=auth
aor = memory
aor = config,pjsip.conf,criteria=type=aor`;

/** Calls are kept in our own database: a second book would only differ. */
export const offConf = (): string => `
[general]
enable = no`;

/** V.17 (14,400 bit/s) with error correction where the other machine can, down to 2,400; T.30's own words for what went wrong. */
export const faxConf = (): string => `
[general]
maxrate = 14400
minrate = 2400
statusevents = no
modems = v17,v27,v29
ecm = yes`;
