import { describe, expect, test } from 'vitest';
import { readConfig, WrongSetting } from './config.ts';

const refusal = (env: Record<string, string>): string => {
  try {
    readConfig(env, '/hotline');
    return '';
  } catch (error) {
    if (!(error instanceof WrongSetting)) throw error;
    return error.message;
  }
};

describe('settings', () => {
  test('none at all is a whole demo on loopback', () => {
    expect(readConfig({}, '/hotline')).toMatchObject({
      siteAddress: { host: '127.0.0.1', port: 12_345 },
      deskAddress: { host: '127.0.0.1', port: 12_346 },
      phonePort: 12_347,
      proxies: [],
      sip: { port: 5_060, rtp: { first: 20_000, last: 23_999 }, trunks: ['127.0.0.1/32'] },
      dirs: { data: '/hotline/.data', recordings: '/hotline/.data/files/recordings', keys: '/hotline/.data/keys' },
      demo: true,
      simulators: { port: 12_348, cmppPort: 12_349 },
    });
  });

  test('proxies are addresses and networks', () => {
    expect(readConfig({ HOTLINE_PROXIES: '127.0.0.1, 10.0.0.0/8' }, '/hotline').proxies).toEqual(['127.0.0.1', '10.0.0.0/8']);
  });

  test('an empty one counts as not set', () => {
    expect(readConfig({ HOTLINE_PORT: '', DATABASE_URL: '' }, '/hotline').siteAddress.port).toBe(12_345);
  });

  test.each([
    ['HOTLINE_PORT', 'abc'],
    ['HOTLINE_PORT', '0'],
    ['HOTLINE_DESK_PORT', '70000'],
    ['SIP_PORT', '50.5'],
    ['RTP_PORTS', '20000'],
    ['RTP_PORTS', '23999-20000'],
    ['SIP_TRUNKS', 'my-carrier'],
    ['HOTLINE_PROXIES', 'everybody'],
    ['SIP_OUTBOUND', 'carrier.example'],
    ['DATABASE_URL', 'mysql://x'],
    ['DEBIAN_MIRROR', 'nowhere'],
    ['HOTLINE_DEMO', 'yes'],
    ['HOTLINE_SIMULATORS', 'yes'],
    ['SIMULATOR_PORT', '0'],
    ['HOTLINE_CLOCK_START', 'tomorrow'],
    ['HOTLINE_CLOCK_START', '1960-01-01T09:00:00+08:00'],
    ['HOTLINE_DEMO_TICKETS', 'many'],
    ['HOTLINE_CLOCK_START', '2026-11-25T09:00:00'],
    ['HOTLINE_LISTEN', 'lan'],
    ['HOTLINE_LOG_LEVEL', 'loud'],
    ['MAP_TILES_URL', 'https://tiles.example/{z}/{x}.png'],
    ['MAP_TILES_URL', 'file:///{z}/{x}/{y}'],
    ['MAP_TILES_URL', 'https://{s}.tiles.example/{z}/{x}/{y}'],
    ['MAP_TILES_DATUM', 'bd09'],
    ['MAP_AREA', '114,33,116'],
    ['MAP_AREA', '116,33,114,34'],
    ['MAP_AREA', '73,18,135,53'],
    ['MAP_AREA', '114,,116,34'],
  ])('%s=%s is one line that names it', (name, value) => {
    const line = refusal({ [name]: value });
    expect(line).toContain(`${name}=${value}`);
    expect(line.split('\n')).toHaveLength(1);
  });

  test('three wrong ones are three lines', () => {
    expect(refusal({ HOTLINE_PORT: 'x', SIP_PORT: 'y', HOTLINE_DEMO: 'z' }).split('\n')).toHaveLength(3);
  });

  test.each(['ELASTICSEARCH_URL', 'HOTLINE_ROLES', 'TURN_URL'])('%s says that it is not there yet', (name) => {
    expect(refusal({ [name]: '1' })).toBe(`${name} is not there yet: unset it and start again.`);
  });

  test('simulators run in the demo only', () => {
    expect(readConfig({ HOTLINE_DEMO: '0' }, '/').simulators).toBeUndefined();
    expect(readConfig({ HOTLINE_SIMULATORS: '0' }, '/').simulators).toBeUndefined();
    expect(refusal({ HOTLINE_SIMULATORS: '1', HOTLINE_DEMO: '0' })).toContain('HOTLINE_DEMO=1');
  });

  test('the clock is moved in the demo only', () => {
    const HOTLINE_CLOCK_START = '2026-11-25T09:00:00+08:00';
    expect(readConfig({ HOTLINE_CLOCK_START }, '/').clockStart).toBe(HOTLINE_CLOCK_START);
    expect(refusal({ HOTLINE_CLOCK_START, HOTLINE_DEMO: '0' })).toContain('HOTLINE_DEMO=1');
  });

  test('several trunks may stand in one setting', () => {
    expect(readConfig({ SIP_TRUNKS: '10.0.0.0/8, 192.168.1.5,fd00::/8' }, '/').sip.trunks).toEqual([
      '10.0.0.0/8',
      '192.168.1.5',
      'fd00::/8',
    ]);
  });

  test('a map needs its area and whose it is; CGCS2000 is WGS-84 for a street', () => {
    const tiles = 'https://t0.tiles.example/vec/{z}/{x}/{y} https://t0.tiles.example/names/{z}/{x}/{y}';
    const given = { MAP_TILES_URL: tiles, MAP_AREA: '114.8, 33.7, 116.7, 34.9', MAP_ATTRIBUTION: '天地图', MAP_TILES_DATUM: 'cgcs2000' };
    expect(readConfig(given, '/').map).toEqual({
      tiles: tiles.split(' '),
      attribution: '天地图',
      datum: 'wgs84',
      area: { west: 114.8, south: 33.7, east: 116.7, north: 34.9 },
    });
    expect(readConfig({}, '/').map).toBeUndefined();
    for (const name of ['MAP_AREA', 'MAP_ATTRIBUTION']) expect(refusal({ ...given, [name]: '' })).toContain('MAP_AREA and MAP_ATTRIBUTION');
  });

  test('a wrong map address shows no key', () => {
    expect(refusal({ MAP_TILES_URL: 'https://tiles.example/{z}/{x}?tk=secret' })).not.toContain('secret');
  });

  test('a wrong database address shows no password', () => {
    expect(refusal({ DATABASE_URL: 'postgres:/hotline:secret@db/x' })).not.toContain('secret');
  });
});
