import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export interface Suite {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
  /** Sentences for the end of the run: what failed and why, what was skipped. */
  readonly failures: readonly string[];
  readonly skips: readonly string[];
}

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}
type Listed = readonly { readonly name: string; readonly file: string }[];

const firstLine = (text: string | undefined): string => (text ?? '').split('\n')[0] ?? '';

/** Counts a report against what the files declared. A file that failed as a whole and a test that never ran are failures too. */
export function countSuite(name: string, report: Report, declared: Listed, root: string, seconds: number): Suite {
  const failures: string[] = [];
  const skips: string[] = [];
  let passed = 0;
  for (const { name: file, status, message, assertionResults } of report.testResults) {
    const where = path.relative(root, file);
    let failedHere = 0;
    for (const { fullName, status: outcome, failureMessages } of assertionResults) {
      if (outcome === 'passed') passed += 1;
      else if (outcome === 'failed') failedHere = failures.push(`${where} › ${fullName}: ${firstLine(failureMessages?.[0])}`);
      else skips.push(`${where} › ${fullName}`);
    }
    if (status === 'failed' && failedHere === 0) failures.push(`${where}: ${firstLine(message) || 'the file could not be run'}`);
    const wanted = declared.filter((test) => test.file === file).length;
    if (assertionResults.length < wanted && status !== 'failed')
      failures.push(`${where}: ran ${assertionResults.length} of ${wanted} declared tests`);
  }
  const ran = new Set(report.testResults.map((result) => result.name));
  for (const file of new Set(declared.map((test) => test.file)))
    if (!ran.has(file)) failures.push(`${path.relative(root, file)}: was not run`);
  return { name, passed, failed: failures.length, skipped: skips.length, seconds, failures, skips };
}

function vitest(root: string, args: readonly string[], env: NodeJS.ProcessEnv, quiet: boolean): number {
  const program = path.join(root, 'node_modules/vitest/vitest.mjs');
  return spawnSync(process.execPath, [program, ...args], { cwd: root, env, stdio: quiet ? 'ignore' : 'inherit' }).status ?? 1;
}

const readJson = (file: string): unknown => (fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined);

/** Runs one vitest project; `files` narrows it (the second run of the calendar in another time zone). */
export function runSuite(
  root: string,
  project: string,
  more: { title?: string; files?: readonly string[]; env?: NodeJS.ProcessEnv } = {},
): Suite {
  const name = more.title ?? project;
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'hotline-test-'));
  const [listFile, reportFile] = [path.join(folder, 'list.json'), path.join(folder, 'report.json')];
  const env = { ...process.env, ...more.env };
  const started = performance.now();
  try {
    const listed = vitest(root, ['list', '--project', project, ...(more.files ?? []), `--json=${listFile}`], env, true);
    const declared = (readJson(listFile) ?? []) as Listed;
    if (listed === 0 && declared.length === 0) return { name, passed: 0, failed: 0, skipped: 0, seconds: 0, failures: [], skips: [] };
    const status = vitest(
      root,
      ['run', '--project', project, ...(more.files ?? []), '--reporter=dot', '--reporter=json', `--outputFile.json=${reportFile}`],
      env,
      false,
    );
    const report = (readJson(reportFile) ?? { testResults: [] }) as Report;
    const suite = countSuite(name, report, declared, root, (performance.now() - started) / 1_000);
    if (status === 0 || suite.failed > 0) return suite;
    return {
      ...suite,
      failed: 1,
      failures: [`${name}: vitest ended with ${status} though no test failed (an unhandled error, see above)`],
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
