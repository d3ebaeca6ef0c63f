import path from 'node:path';
import { z } from 'zod';
import { type HouseMap, mapOf, mapSettings } from './map-settings.ts';
import { WrongSetting } from './wrong-setting.ts';

export { type HouseMap, WrongSetting };

const port = (fallback: number) => z.coerce.number().int().min(1).max(65_535).default(fallback);
const text = z.string().min(1);
const cidr = z.string().regex(/^[\d.]+(\/\d{1,2})?$|^[\da-f:]+(\/\d{1,3})?$/i, 'an address or a network such as 10.0.0.0/8');

/** Every setting the hotline reads, with its default. DESIGN section 11 promises these names. */
const Settings = z.object({
  HOTLINE_LISTEN: z.literal('loopback', 'only "loopback" for now; "lan" is not yet there').default('loopback'),
  HOTLINE_PORT: port(12_345),
  HOTLINE_DESK_PORT: port(12_346),
  PHONE_PORT: port(12_347),
  SIP_PORT: port(5_060),
  RTP_PORTS: z
    .string()
    .regex(/^\d{4,5}-\d{4,5}$/, 'two ports such as 20000-23999')
    .default('20000-23999'),
  SIP_TRUNKS: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(cidr).min(1))
    .default(['127.0.0.1/32']),
  SIP_OUTBOUND: z
    .string()
    .regex(/^sip:[\w.-]+(:\d+)?$/, 'sip:host:port')
    .optional(),
  ASTERISK_HTTP_PORT: port(8_088),
  ASTERISK_AMI_PORT: port(5_038),
  ASTERISK_ROOT: text.optional(),
  DEBIAN_MIRROR: z.url().optional(),
  POSTGRES_PORT: port(5_433),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'an address that begins with postgres://')
    .optional(),
  HOTLINE_DATA_DIR: text.default('.data'),
  HOTLINE_RECORDINGS_DIR: text.optional(),
  HOTLINE_PROXIES: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(cidr))
    .default([]),
  HOTLINE_DEMO: z
    .enum(['0', '1'])
    .default('1')
    .transform((one) => one === '1'),
  HOTLINE_SIMULATORS: z
    .enum(['0', '1'])
    .transform((one) => one === '1')
    .optional(),
  SIMULATOR_PORT: port(12_348),
  SIMULATOR_CMPP_PORT: port(12_349),
  HOTLINE_DEMO_TICKETS: z.coerce.number().int().min(0).max(10_000).default(200),
  HOTLINE_CLOCK_START: z.iso
    .datetime({ offset: true, abort: true })
    .refine((text) => Number(text.slice(0, 4)) >= 2000 && Number(text.slice(0, 4)) < 2190, 'a moment from 2000 to 2189')
    .optional(),
  HOTLINE_RETRY_SCALE: z.coerce.number().positive().max(1).default(1),
  HOTLINE_MODELS_DIR: z.string().optional(),
  ...mapSettings,
  HOTLINE_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
});

/** Settings of later landings: named, so that whoever sets one hears "not yet" instead of silence. */
const notYet = ['ELASTICSEARCH_URL', 'HOTLINE_ROLES', 'TURN_URL'] as const;

export interface Config {
  readonly siteAddress: { host: string; port: number };
  readonly deskAddress: { host: string; port: number };
  /** Who may say from which address a request came (X-Forwarded-For): reverse proxies in front of both listeners. */
  readonly proxies: readonly string[];
  readonly phonePort: number;
  readonly sip: { port: number; rtp: { first: number; last: number }; trunks: readonly string[]; outbound?: string };
  readonly asterisk: { root?: string; httpPort: number; amiPort: number; debianMirror?: string };
  readonly postgres: { port: number; url?: string };
  readonly dirs: {
    data: string;
    recordings: string;
    messages: string;
    programs: string;
    models: string;
    logs: string;
    keys: string;
    spool: string;
    run: string;
  };
  /** The city's map; undefined: none, and no point is taken. */
  readonly map?: HouseMap;
  /** What retry clocks are multiplied by. */
  readonly retryScale: number;
  readonly demo: boolean;
  /** A simulated carrier and WeChat on these ports, for a demo; undefined: none. When a port is taken they open another. */
  readonly simulators?: { readonly port: number; readonly cmppPort: number };
  /** So many invented tickets a demo city begins with. */
  readonly demoTickets: number;
  readonly clockStart?: string;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
}

/** Reads the settings out of `env`; relative folders are meant from `cwd`. Throws `WrongSetting`. */
export function readConfig(env: Record<string, string | undefined>, cwd: string): Config {
  for (const name of notYet) if (env[name]) throw new WrongSetting(`${name} is not there yet: unset it and start again.`);
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '' && value !== undefined));
  const result = Settings.safeParse(given);
  if (!result.success) throw new WrongSetting(result.error.issues.map((issue) => sentence(issue, given)).join('\n'));
  return configOf(result.data, cwd);
}

function sentence(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  // The line ends up on screens and in tickets: an address keeps its password or its key to itself.
  const shown = (given[name] ?? '').replace(/:[^:@/]+@/, ':…@').replace(/([?&]\w*(?:key|tk|token|ak)\w*=)[^&\s]+/gi, '$1…');
  return `${name}=${shown} is not right: ${issue.message}`;
}

function configOf(settings: z.output<typeof Settings>, cwd: string): Config {
  const [first = 0, last = 0] = settings.RTP_PORTS.split('-').map(Number);
  if (last - first < 9) throw new WrongSetting(`RTP_PORTS=${settings.RTP_PORTS} is not right: at least ten ports, the lower one first`);
  if (settings.HOTLINE_CLOCK_START && !settings.HOTLINE_DEMO) throw new WrongSetting('HOTLINE_CLOCK_START works with HOTLINE_DEMO=1 only.');
  const { HOTLINE_DEMO: demo, HOTLINE_SIMULATORS: simulated = demo } = settings;
  if (simulated && !demo) throw new WrongSetting('HOTLINE_SIMULATORS works with HOTLINE_DEMO=1 only.');
  const data = path.resolve(cwd, settings.HOTLINE_DATA_DIR);
  const recordings = settings.HOTLINE_RECORDINGS_DIR
    ? path.resolve(cwd, settings.HOTLINE_RECORDINGS_DIR)
    : path.join(data, 'files', 'recordings');
  const host = '127.0.0.1';
  const map = mapOf(settings);
  return {
    siteAddress: { host, port: settings.HOTLINE_PORT },
    deskAddress: { host, port: settings.HOTLINE_DESK_PORT },
    proxies: settings.HOTLINE_PROXIES,
    phonePort: settings.PHONE_PORT,
    sip: {
      port: settings.SIP_PORT,
      rtp: { first, last },
      trunks: settings.SIP_TRUNKS,
      ...(settings.SIP_OUTBOUND ? { outbound: settings.SIP_OUTBOUND } : {}),
    },
    asterisk: {
      httpPort: settings.ASTERISK_HTTP_PORT,
      amiPort: settings.ASTERISK_AMI_PORT,
      ...(settings.ASTERISK_ROOT ? { root: path.resolve(cwd, settings.ASTERISK_ROOT) } : {}),
      ...(settings.DEBIAN_MIRROR ? { debianMirror: settings.DEBIAN_MIRROR } : {}),
    },
    postgres: { port: settings.POSTGRES_PORT, ...(settings.DATABASE_URL ? { url: settings.DATABASE_URL } : {}) },
    dirs: {
      data,
      recordings,
      messages: path.join(data, 'files', 'messages'),
      programs: path.join(data, 'programs'),
      models: settings.HOTLINE_MODELS_DIR ? path.resolve(cwd, settings.HOTLINE_MODELS_DIR) : path.join(data, 'models'),
      logs: path.join(data, 'logs'),
      keys: path.join(data, 'keys'),
      spool: path.join(data, 'spool'),
      run: path.join(data, 'run'),
    },
    ...(map ? { map } : {}),
    retryScale: settings.HOTLINE_RETRY_SCALE,
    demo,
    ...(simulated ? { simulators: { port: settings.SIMULATOR_PORT, cmppPort: settings.SIMULATOR_CMPP_PORT } } : {}),
    demoTickets: demo ? settings.HOTLINE_DEMO_TICKETS : 0,
    ...(settings.HOTLINE_CLOCK_START ? { clockStart: settings.HOTLINE_CLOCK_START } : {}),
    logLevel: settings.HOTLINE_LOG_LEVEL,
  };
}

/** The settings of this process: the only place that reads `process.env`. */
export const configFromEnvironment = (): Config => readConfig(process.env, process.cwd());
