import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { SwitchTrouble } from '../switch-trouble.ts';
import { machine } from './loader.ts';

const run = promisify(execFile);

/** A package and the exact version that the archive offers now. */
export interface Planned {
  name: string;
  version: string;
}

/** An apt of our own in `folder`: own state, cache and sources, so that it needs no root and disturbs nothing. */
export class DebianArchive {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async in(folder: string): Promise<DebianArchive> {
    for (const one of ['state/lists/partial', 'cache/archives/partial', 'none', 'deb'])
      await mkdir(path.join(folder, one), { recursive: true });
    await writeFile(path.join(folder, 'status'), '');
    return new DebianArchive(folder);
  }

  get downloads(): string {
    return path.join(this.#folder, 'deb');
  }

  /** What has to be fetched for `wanted` out of `suite`. Throws apt's own words. */
  async plan(mirror: string, suite: string, wanted: readonly string[]): Promise<Planned[]> {
    // target=Packages: a desktop machine would fetch 8 MB of icons and contents more
    const source = `deb [target=Packages signed-by=${keyring()}] ${mirror} ${suite} main\n`;
    await writeFile(path.join(this.#folder, 'sources.list'), source);
    await this.#apt(['update', '-qq', '--error-on=any']);
    const simulated = await this.#apt(['install', '-s', '-qq', ...wanted]);
    return simulated.split('\n').flatMap((line) => {
      const [, name, version] = /^Inst ([^\s:]+)\S* \((\S+)/.exec(line) ?? [];
      return name && version ? [{ name, version }] : [];
    });
  }

  /** Downloads into `downloads`; apt checks the archive's signature, then every SHA-256. */
  async download(packages: readonly Planned[]): Promise<void> {
    await this.#apt(['download', '-qq', ...packages.map(({ name, version }) => `${name}=${version}`)], this.downloads);
  }

  async #apt(args: string[], cwd = this.#folder): Promise<string> {
    try {
      const { stdout } = await run('apt-get', [...this.#options(), ...args], { cwd, env: aptEnvironment(), maxBuffer: 100_000_000 });
      return stdout;
    } catch (error) {
      throw new Error(aptWords(error), { cause: error });
    }
  }

  #options(): string[] {
    const at = (name: string): string => path.join(this.#folder, name);
    const options = {
      'Dir::State': at('state'),
      'Dir::State::status': at('status'),
      'Dir::Cache': at('cache'),
      'Dir::Etc::sourcelist': at('sources.list'),
      'Dir::Etc::sourceparts': at('none'),
      'Dir::Etc::preferences': at('none/x'),
      'Dir::Etc::preferencesparts': at('none'),
      'APT::Architecture': machine.debian,
      'APT::Architectures': machine.debian,
      'APT::Default-Release': '', // a host that sets it finds no forky
      'APT::Sandbox::User': '', // the _apt user may not read our folder
      'APT::Get::AllowUnauthenticated': 'false',
      'Acquire::AllowInsecureRepositories': 'false',
      'APT::Install-Recommends': 'false',
      'Acquire::Languages': 'none',
      'Acquire::Check-Valid-Until': 'false', // inner mirrors are often weeks old
      'Acquire::Retries': '2',
      'Acquire::http::Timeout': '20',
      'Acquire::https::Timeout': '20',
    };
    return Object.entries(options).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  }
}

/** Debian mirrors to ask: the operator's, else the machine's own as apt's own parser reads them (.list and deb822 alike). */
export async function debianMirrors(named: string | undefined): Promise<string[]> {
  if (named) return [named];
  const release = await osRelease();
  if (release['ID'] === 'debian') {
    const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)';
    const { stdout } = await run('apt-get', ['indextargets', '--no-release-info', '--format', format, 'Created-By: Packages'], {
      env: aptEnvironment(),
    });
    const lines = stdout.split('\n').map((line) => line.split(' '));
    const own = lines.filter(
      ([uri, suite, component]) => component === 'main' && (suite === release['VERSION_CODENAME'] || /\/debian\/?$/.test(uri ?? '')),
    );
    if (own.length) return [...new Set(own.map(([uri]) => String(uri)))];
  }
  throw new SwitchTrouble(
    `This machine (${release['PRETTY_NAME'] ?? 'no /etc/os-release'}) lists no Debian mirror, and Asterisk comes from Debian's packages.`,
    'DEBIAN_MIRROR=<address of any Debian mirror> npm start',
  );
}

/** The machine's own keyring, else Debian's public signing key beside this file (Ubuntu has the first only as a package). */
function keyring(): string {
  const own = '/usr/share/keyrings/debian-archive-keyring.gpg';
  return existsSync(own) ? own : path.join(import.meta.dirname, 'debian-archive-trixie-automatic.gpg');
}

/** C: apt's words are read here, and shown. */
const aptEnvironment = (): Record<string, string> => ({
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  LC_ALL: 'C',
  DEBIAN_FRONTEND: 'noninteractive',
});

function aptWords(error: unknown): string {
  if (error instanceof Error && 'stderr' in error && String(error.stderr).trim())
    return String(error.stderr).trim().split('\n').slice(-4).join('\n');
  return error instanceof Error ? error.message : String(error);
}

async function osRelease(): Promise<Record<string, string>> {
  const text = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return Object.fromEntries(text.split('\n').map((line) => line.replaceAll('"', '').split('=', 2) as [string, string]));
}
