import { expect, test } from 'vitest';
import { SwitchTrouble } from '../../switch-trouble.ts';
import type { SwitchSettings } from '../../switch-settings.ts';
import { controlFolder } from '../run-folder.ts';
import { ariConf, httpConf } from './core.ts';
import { extensionsConf } from './extensions.ts';
import { withoutAddress } from './networks.ts';
import { pjsipConf } from './pjsip.ts';

const settings: SwitchSettings = {
  root: '/root-of-asterisk',
  runDir: '/run-folder',
  sipPort: 5_060,
  httpPort: 8_088,
  amiPort: 5_038,
  rtp: { first: 20_000, last: 23_999 },
  trunks: ['127.0.0.1/32', '10.1.0.0/16'],
  secrets: { ari: 'a-secret', ami: 'm-secret' },
  soundsDir: '/sounds',
  musicDir: '/music',
  spoolDir: '/spool',
  phoneProxyAddress: '127.0.0.3',
  demo: true,
};

const holds = (network: string, address: string): boolean => {
  const number = (text: string): number => text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const [base = '', bits = '32'] = network.split('/');
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
};

test('a trunk network loses the address of the phone door and nothing else', () => {
  const networks = withoutAddress(['127.0.0.0/8', '10.0.0.0/8'], '127.0.0.3');
  expect(networks).toHaveLength(25);
  const isTrunk = (address: string): boolean => networks.some((network) => holds(network, address));
  expect(['127.0.0.1', '127.0.0.2', '127.0.0.4', '127.255.255.255', '127.0.0.0', '10.9.9.9'].every(isTrunk)).toBe(true);
  expect(['127.0.0.3', '128.0.0.1', '126.255.255.255'].some(isTrunk)).toBe(false);
});

test('the whole world as a trunk still leaves the phone door out', () => {
  expect(withoutAddress(['0.0.0.0/0'], '127.0.0.3')).toHaveLength(32);
});

test('the phone door itself as a trunk is refused with the setting to write', () => {
  expect(() => withoutAddress(['127.0.0.3'], '127.0.0.3')).toThrow(SwitchTrouble);
});

test('names and IPv6 networks of carriers stay as they are', () => {
  expect(withoutAddress(['fd00::/8', '10.0.0.1'], '127.0.0.3')).toEqual(['fd00::/8', '10.0.0.1']);
});

test('there is no anonymous caller, and trunks are known by address alone', () => {
  const text = pjsipConf(settings);
  expect(text).not.toContain('anonymous');
  expect(text.match(/identify_by = ip/g)).toHaveLength(1);
  expect(pjsipConf({ ...settings, outbound: 'sip:10.0.0.9:5060' })).toContain('contact = sip:10.0.0.9:5060');
});

test('ARI and the phone socket listen on loopback only', () => {
  expect(httpConf(settings)).toContain('bindaddr = 127.0.0.1');
  expect(ariConf(settings)).toContain('HOTLINE_PAI1');
});

test('the demo citizen lives in the demo only', () => {
  expect(extensionsConf(settings)).toContain('[demo-citizen]');
  expect(extensionsConf({ ...settings, demo: false })).not.toContain('[demo-citizen]');
});

test('a run folder with a long path gets a short control folder', () => {
  expect(controlFolder(settings)).toBe('/run-folder/run');
  const short = controlFolder({ ...settings, runDir: `/${'very-long/'.repeat(12)}` });
  expect(short.length).toBeLessThan(80);
});
