import { configFromEnvironment } from '@hotline/platform/settings';
import { findings } from './checks.ts';

/** `npm run doctor`: looks at the machine and says what to do about what is wrong. Exits 1 when something is. */
try {
  const all = await findings(configFromEnvironment());
  for (const { zh, en, found, remedy, optional } of all) {
    const mark = remedy === undefined ? '✓' : optional ? '–' : '✗';
    console.log(`${mark} ${zh} ${en}: ${found}`);
    if (remedy !== undefined) console.log(`    → ${remedy}${optional ? ' (仅测试需要 for tests only)' : ''}`);
  }
  const wrong = all.filter(({ remedy, optional }) => remedy !== undefined && !optional).length;
  console.log(wrong === 0 ? '一切正常 All is well.' : `${wrong} 项需要处理 to be mended.`);
  process.exitCode = wrong === 0 ? 0 : 1;
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
