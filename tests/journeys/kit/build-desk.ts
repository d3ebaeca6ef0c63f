import { execFileSync } from 'node:child_process';
import { root } from '../../kit/hotline.ts';

/** A house without a supervisor builds no pages: what the supervisor does when its sources have changed. */
export function buildDesk(): void {
  const script = `import { buildScreens } from './server/src/supervisor/build-screens.ts';
    const reasons = await buildScreens(() => undefined);
    if (reasons.length > 0) throw new Error(reasons.join());`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
}
