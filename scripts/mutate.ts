import path from 'node:path';
import { parseArgs } from 'node:util';
import { Judge } from './mutate/judge.ts';
import { allMutants, type Mutant } from './mutate/mutants.ts';

const usage = `npm run mutate [-- --count N] [--seed N] [--only TEXT] [--all] [--list]
  makes cells of the tables of tickets, clocks, calls and presence wrong, one at a time, and says which test turns red.
  --only: cells whose name holds the text, such as ticketLifecycle.dispatch; --list: only names them.
  Exits 1 when a wrong cell turns no test red, 2 when the tests are red before.`;

/** Random numbers that come again with the same seed (mulberry32). */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function drawn(mutants: readonly Mutant[], count: number, seed: number): Mutant[] {
  const [roll, left] = [dice(seed), [...mutants]];
  return Array.from({ length: Math.min(count, left.length) }, () => left.splice(Math.floor(roll() * left.length), 1)).flat();
}

async function walk(root: string, mutants: readonly Mutant[]): Promise<number> {
  const judge = new Judge(root);
  await judge.open();
  const survivors: string[] = [];
  try {
    for (const judges of new Set(mutants.map((mutant) => mutant.judges))) {
      const { red } = await judge.try(judges);
      if (red !== undefined) {
        console.error(`测试本来就不通过 The tests are red already: ${red}`);
        return 2;
      }
    }
    for (const mutant of mutants) {
      const { red, seconds } = await judge.try(mutant.judges, mutant);
      console.log(
        `${red === undefined ? 'SURVIVED' : 'killed  '} ${seconds.toFixed(0).padStart(3)} s  ${mutant.name}${red === undefined ? '' : `\n                ${red}`}`,
      );
      if (red === undefined) survivors.push(mutant.name);
    }
  } finally {
    await judge.close();
  }
  console.log(`${mutants.length - survivors.length} of ${mutants.length} wrong cells were noticed`);
  for (const name of survivors) console.log(`没有测试发现 No test noticed: ${name}`);
  return survivors.length > 0 ? 1 : 0;
}

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '1' },
    seed: { type: 'string' },
    only: { type: 'string', default: '' },
    all: { type: 'boolean', default: false },
    list: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const count = Number(values.count);
if (values.help || !Number.isInteger(seed) || !Number.isInteger(count) || count < 1) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const root = path.resolve(import.meta.dirname, '..');
const found = allMutants(root).filter(({ name }) => name.includes(values.only));
if (values.list) for (const { name } of found) console.log(name);
else {
  const chosen = values.all ? found : drawn(found, count, seed);
  console.log(values.all ? `all ${chosen.length}` : `${chosen.length} of ${found.length}, --seed ${seed}`);
  process.exitCode = await walk(root, chosen);
}
