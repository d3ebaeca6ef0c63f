import type { Config } from '@hotline/platform/settings';
import { type TakenPort, takenPorts, takenPortSentence, type WantedPort } from '../machine/ports.ts';

/** Every port the hotline opens, with the setting that moves it. Asterisk does not end when its ports are taken (BARE.md), so they are tried first. */
export function wantedPorts(config: Config): WantedPort[] {
  const host = '127.0.0.1';
  const tcp = (setting: string, port: number): WantedPort => ({ setting, port, protocol: 'tcp', host });
  return [
    tcp('HOTLINE_PORT', config.siteAddress.port),
    tcp('HOTLINE_DESK_PORT', config.deskAddress.port),
    tcp('PHONE_PORT', config.phonePort),
    { setting: 'SIP_PORT', port: config.sip.port, protocol: 'udp', host },
    tcp('ASTERISK_HTTP_PORT', config.asterisk.httpPort),
    tcp('ASTERISK_AMI_PORT', config.asterisk.amiPort),
    ...(config.postgres.url ? [] : [tcp('POSTGRES_PORT', config.postgres.port)]),
  ];
}

/** Sentences about ports that are taken, or asked for twice; empty when all is well. */
export async function portTroubles(config: Config): Promise<string[]> {
  const wanted = wantedPorts(config);
  const twice = wanted.filter(
    (one, index) => wanted.findIndex((other) => other.port === one.port && other.protocol === one.protocol) < index,
  );
  if (twice.length > 0) return twice.map(({ setting, port }) => `${setting}=${port} is not right: another setting has that port already`);
  const taken: TakenPort[] = await takenPorts(wanted);
  return taken.map(takenPortSentence);
}
