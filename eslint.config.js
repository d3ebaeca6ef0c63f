import fs from 'node:fs';
import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test.tsx', '**/tests/**', 'tests/**'];
const browserApps = ['agent-desktop', 'approval-portal/web', 'simulator/web', 'browser-kit'];
/** A browser package without its own tsconfig.json has no type information yet; everything else is covered by the root one. */
const untyped = browserApps.filter((app) => !fs.existsSync(new URL(`${app}/tsconfig.json`, import.meta.url)));

const systemClock = [
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Ask the Clock.' },
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Ask the Clock.' },
];
const environment = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Settings are read in platform/src/config and handed in.',
  },
];
const everywhere = [{ selector: 'TSEnumDeclaration', message: 'A union of strings, or a table `as const satisfies`.' }];
const chineseInJsx = [
  { selector: 'JSXText[value=/[\\u4e00-\\u9fff]/]', message: 'Words live in the words file.' },
  { selector: 'JSXAttribute > Literal[value=/[\\u4e00-\\u9fff]/]', message: 'Words live in the words file.' },
];
const testCall = 'CallExpression[callee.name=/^(it|test)$/]';
const inTests = [
  {
    selector: 'CallExpression[callee.name=/^(it|test|describe)$/][arguments.0.value=/^should\\b/i]',
    message: 'Say what happens, not what should.',
  },
  {
    selector: `${testCall} > :function > BlockStatement > IfStatement > ReturnStatement`,
    message: "A test gives up only through needs('…').",
  },
  {
    selector: `${testCall} > :function > BlockStatement > IfStatement > BlockStatement > ReturnStatement`,
    message: "A test gives up only through needs('…').",
  },
  { selector: `${testCall} > :function > BlockStatement > ReturnStatement`, message: 'A test ends with a claim, not with a return.' },
  {
    selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|skipIf|runIf|only|todo)$/]',
    message: "A test gives up only through needs('…') of tests/kit.",
  },
];
const refuse = (...rules) => ({ 'no-restricted-syntax': ['error', ...rules.flat()] });

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/generated/', '**/*.gen.ts', '.data/', '.asterisk/', '.test/', 'coverage/'] },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    ignores: [...untyped.map((app) => `${app}/**`), '**/drizzle.config.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' },
      ],
      '@typescript-eslint/no-empty-object-type': ['error', { allowObjectTypes: 'always' }], // `{}` in a condition of types means "anything there"
      'no-undef': 'off', // the compiler knows better
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      ...refuse(everywhere, systemClock, environment),
    },
  },
  { files: ['**/*.js', '**/*.mjs', '**/*.cjs'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['platform/src/clock.ts'], rules: refuse(everywhere, environment) },
  { files: ['platform/src/config/**', 'platform/src/config.ts'], rules: refuse(everywhere, systemClock) },
  { files: ['scripts/**', '*.ts', '**/vite.config.ts', '**/src/test-kit/**'], rules: refuse(everywhere) },
  {
    files: browserApps.flatMap((app) => [`${app}/**/*.ts`, `${app}/**/*.tsx`]),
    ...reactHooks.configs.flat.recommended,
    languageOptions: { globals: globals.browser },
  },
  { files: ['**/*.tsx'], rules: refuse(everywhere, systemClock, environment, chineseInJsx) },
  { files: tests, rules: refuse(everywhere, inTests) },
  { files: ['tests/kit/needs.ts'], rules: refuse(everywhere) },
  prettier,
);
