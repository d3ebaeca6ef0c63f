import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SwitchTrouble } from '../switch-trouble.ts';
import type { SwitchSettings } from '../switch-settings.ts';
import {
  ariConf,
  asteriskConf,
  faxConf,
  httpConf,
  loggerConf,
  managerConf,
  musicConf,
  offConf,
  rtpConf,
  sorceryConf,
} from './configuration/core.ts';
import { extensionsConf } from './configuration/extensions.ts';
import { modulesConf } from './configuration/modules.ts';
import { pjsipConf } from './configuration/pjsip.ts';

/** A control socket's path over 107 characters is cut silently by the kernel's sockaddr_un. */
const LONGEST_SOCKET_PATH = 100;

/** Files that Asterisk looks for and we need nothing from. */
const QUIET = ['acl', 'ccss', 'features', 'indications', 'pjproject', 'stasis', 'udptl', 'websocket_client'] as const;

/** Writes the folder one Asterisk runs from; everything in it may be written again at each start, except its own small database (db/). */
export async function writeRunFolder(settings: SwitchSettings): Promise<void> {
  const { root, runDir, spoolDir, soundsDir, musicDir } = settings;
  refuseOddPaths(settings);
  for (const folder of ['etc', 'data/sounds', 'data/documentation', 'lib', 'log', 'keys', 'db'])
    await mkdir(path.join(runDir, folder), { recursive: true });
  for (const folder of ['recording', 'voicemail', 'monitor', 'tmp', 'outgoing', 'fax/in', 'fax/out'])
    await mkdir(path.join(spoolDir, folder), { recursive: true });
  for (const folder of [soundsDir, musicDir, controlFolder(settings)]) await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(path.join(runDir, 'etc'), 0o700); // two passwords lie in it
  await refuseStrangersFolder(controlFolder(settings));

  const share = path.join(root, 'usr/share/asterisk');
  for (const name of ['documentation', 'rest-api', 'static-http']) await linkTo(path.join(share, name), path.join(runDir, 'data', name));
  await linkTo(soundsDir, path.join(runDir, 'data/sounds/zh'));

  const files: Record<string, string> = {
    asterisk: asteriskConf(settings, controlFolder(settings)),
    modules: modulesConf(),
    logger: loggerConf(),
    http: httpConf(settings),
    ari: ariConf(settings),
    manager: managerConf(settings),
    rtp: rtpConf(settings),
    pjsip: pjsipConf(settings),
    sorcery: sorceryConf(),
    extensions: extensionsConf(settings),
    musiconhold: musicConf(settings),
    cdr: offConf(),
    cel: offConf(),
    res_fax: faxConf(),
  };
  for (const name of QUIET) files[name] = '; empty: Asterisk complains in its log about a missing one';
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(runDir, 'etc', `${name}.conf`), `${text.trim()}\n`, { mode: 0o600 });
}

export const configurationFile = ({ runDir }: SwitchSettings): string => path.join(runDir, 'etc/asterisk.conf');
export const logFile = ({ runDir }: SwitchSettings): string => path.join(runDir, 'log/full');

/** Where Asterisk's control socket lies: in the run folder, or in a short one of our own when that path is too long. */
export function controlFolder({ runDir }: SwitchSettings): string {
  const usual = path.join(runDir, 'run');
  if (Buffer.byteLength(path.join(usual, 'asterisk.ctl')) < LONGEST_SOCKET_PATH) return usual;
  const hash = createHash('sha256').update(runDir).digest('hex').slice(0, 8);
  return path.join(os.tmpdir(), `hotline-${process.getuid?.() ?? 0}-${hash}`);
}

/** Asterisk's files know no quoting: these characters would end a value. */
function refuseOddPaths(settings: SwitchSettings): void {
  const paths = [settings.root, settings.runDir, settings.spoolDir, settings.soundsDir, settings.musicDir];
  const odd = paths.find((one) => /[;,()|&"\n\r${}]/.test(one) || !path.isAbsolute(one));
  if (odd)
    throw new SwitchTrouble(
      `Asterisk cannot work in the folder ${odd}: its name holds one of ; , ( ) | & " $ { }.`,
      'HOTLINE_DATA_DIR=/another/folder npm start',
    );
}

/** A short control folder lies in the common /tmp, where somebody else may have made it first. */
async function refuseStrangersFolder(folder: string): Promise<void> {
  const { uid } = await lstat(folder);
  if (uid !== process.getuid?.())
    throw new SwitchTrouble(`${folder} belongs to another user.`, 'HOTLINE_DATA_DIR=/a/shorter/folder npm start');
}

async function linkTo(target: string, at: string): Promise<void> {
  await rm(at, { recursive: true, force: true });
  await symlink(target, at);
}
