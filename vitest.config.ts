import fs from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Starts the one PostgreSQL that all desk tests clone their databases from. */
const postgresSetup = 'platform/src/test-kit/postgres-setup.ts';
const globalSetup = fs.existsSync(new URL(postgresSetup, import.meta.url)) ? [postgresSetup] : [];
const nowhere = ['**/node_modules/**', '**/dist/**'];
/** Tests of the switch room alone start a real Asterisk too. */
const withAsterisk = ['telephony/tests/**/switch-room*.test.ts'];
const desks = [
  'contracts',
  'platform',
  'people',
  'telephony',
  'server',
  'ticketing',
  'knowledge-base',
  'power-lists',
  'registries',
  'gateway',
];

export default defineConfig({
  test: {
    allowOnly: false,
    passWithNoTests: true,
    projects: [
      {
        // memory only: rules, tables, our own checks
        test: {
          name: 'unit',
          // Files share one load of the sources; none of them replaces a module.
          isolate: false,
          include: ['*/src/**/*.test.{ts,tsx}', '{approval-portal,simulator}/*/src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
          exclude: nowhere,
          testTimeout: 5_000,
        },
      },
      {
        // one package on the embedded PostgreSQL, and the whole app through its typed client
        test: {
          name: 'desk',
          // As above; what a test keeps for itself is a database or a house of its own name.
          isolate: false,
          include: [...desks, 'approval-portal/server']
            .map((name) => `${name}/tests/**/*.test.ts`)
            .concat('tests/{app,channels}/**/*.test.ts'),
          exclude: [...nowhere, ...withAsterisk],
          globalSetup,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        // real Asterisk, real SIP: three quarters of it is waiting for rings and prompts, so that three switches fit on two cores
        test: {
          name: 'calls',
          include: ['tests/calls/**/*.test.ts', ...withAsterisk],
          globalSetup,
          testTimeout: 90_000,
          hookTimeout: 120_000,
          maxWorkers: 3,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          globalSetup,
          testTimeout: 120_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
