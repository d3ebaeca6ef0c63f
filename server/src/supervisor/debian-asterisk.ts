import path from 'node:path';
import {
  asteriskAt,
  asteriskCommand,
  fetchAsterisk,
  makeSounds,
  SwitchTrouble,
  type SwitchSettings,
  waitUntilBooted,
  writeRunFolder,
} from '@hotline/telephony/asterisk';
import { secret } from '../machine/secret.ts';
import { cacheFolder, type Config } from '@hotline/platform/settings';
import type { AsteriskPart, Prepared } from './asterisk-part.ts';
import { projectRoot } from './status.ts';

/** What Asterisk's run folder is written from, out of our settings. `root` holds its programs. */
export function switchSettings(config: Config, root: string): SwitchSettings {
  const { asterisk, sip, dirs } = config;
  const sounds = path.join(dirs.data, 'sounds');
  return {
    root,
    runDir: path.join(dirs.run, 'asterisk'),
    sipPort: sip.port,
    httpPort: asterisk.httpPort,
    amiPort: asterisk.amiPort,
    rtp: sip.rtp,
    trunks: sip.trunks,
    ...(sip.outbound ? { outbound: sip.outbound } : {}),
    secrets: { ari: secret(dirs.keys, 'ari-password'), ami: secret(dirs.keys, 'ami-password') },
    soundsDir: path.join(sounds, 'zh'),
    musicDir: path.join(sounds, 'music'),
    spoolDir: dirs.spool,
    phoneProxyAddress: '127.0.0.3',
    demo: config.demo,
  };
}

/** Asterisk 22 from Debian's packages, or from ASTERISK_ROOT. */
export function debianAsterisk(config: Config): AsteriskPart {
  let settings: SwitchSettings | undefined;
  const prepared = (): SwitchSettings => {
    if (!settings) throw new Error('Asterisk is not prepared');
    return settings;
  };
  return {
    prepare: async (log) => {
      try {
        const { root, version } = await programs(config, log);
        settings = switchSettings(config, root);
        const sounds = await makeSounds({ ...settings, overridesDir: path.join(config.dirs.data, 'sounds', 'own') });
        for (const complaint of sounds.complaints) log(complaint);
        await writeRunFolder(settings);
        return { ok: true, version };
      } catch (error) {
        return refusal(error);
      }
    },
    command: () => asteriskCommand(prepared()),
    waitUntilUp: async () => {
      await waitUntilBooted(prepared());
    },
  };
}

const programs = ({ asterisk }: Config, log: (line: string) => void) =>
  asterisk.root
    ? asteriskAt(asterisk.root)
    : fetchAsterisk({
        into: path.join(projectRoot, '.asterisk'),
        cacheDir: cacheFolder(),
        log,
        ...(asterisk.debianMirror ? { mirror: asterisk.debianMirror } : {}),
      });

function refusal(error: unknown): Prepared {
  if (error instanceof SwitchTrouble) return { ok: false, reason: error.message, remedy: error.remedy };
  return { ok: false, reason: error instanceof Error ? error.message : String(error), remedy: 'npm run doctor' };
}
