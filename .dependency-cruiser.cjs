'use strict';
/** DESIGN section 2, the one dependency rule. A comment is the sentence a developer reads when she breaks it. */
const browser = ['agent-desktop', 'approval-portal/web', 'simulator/web', 'browser-kit'];
const domains = ['people', 'ticketing', 'telephony', 'knowledge-base', 'power-lists', 'registries', 'gateway', 'approval-portal/server'];
const packages = ['contracts', 'platform', 'server', 'simulator', ...domains, ...browser];
const any = (names) => `(?:${names.join('|')})`;
const own = (names) => `^(${names.join('|')})/`;
const npm = '(^|/)node_modules/';
const refuse = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

module.exports = {
  forbidden: [
    refuse(
      'no-cycles',
      'Two files that need each other are one file, or a third is missing.',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    refuse(
      'contracts-know-zod-only',
      'contracts runs in browser and server: it imports zod and itself.',
      { path: '^contracts/src/', pathNot: '\\.test(-d)?\\.ts$' },
      { pathNot: ['^contracts/', `${npm}zod/`] },
    ),
    refuse(
      'platform-knows-no-business',
      'platform imports contracts and npm packages only.',
      { path: '^platform/' },
      { path: `^${any([...domains, ...browser, 'server'])}/` },
    ),
    refuse(
      'no-sibling',
      'A domain package imports contracts and platform only: state a port, or publish an event.',
      { path: own(domains) },
      { path: `^${any(packages)}/`, pathNot: '^($1|contracts|platform)/' },
    ),
    refuse(
      'browser-apps-import-contracts-and-browser-kit',
      'A browser app imports contracts and browser-kit only.',
      { path: own(browser) },
      { path: `^${any(packages)}/`, pathNot: '^($1|contracts|browser-kit)/' },
    ),
    refuse(
      'no-deep-import',
      "index.ts is a package's whole surface (test-kit for tests).",
      { path: own(packages) },
      { path: `^${any(packages)}/`, pathNot: ['^$1/', `^${any(packages)}/src/(index|settings|asterisk|wire|test-kit/index)\\.tsx?$`] },
    ),
    refuse(
      'no-deep-import-from-tests',
      "Tests of the whole app use a package's index.ts or test-kit.",
      { path: '^tests/' },
      { path: `^${any(packages)}/`, pathNot: `^${any(packages)}/src/(index|settings|asterisk|wire|test-kit/index)\\.tsx?$` },
    ),
    refuse(
      'nest-stays-at-the-edge',
      'Only *.controller.ts, platform/src/http and server/ know Nest.',
      { pathNot: ['\\.controller\\.ts$', '^platform/src/http/', '^server/', '(^|/)tests/', '\\.test\\.ts$', npm] },
      { path: `${npm}@nestjs/` },
    ),
    refuse(
      'antd-on-the-desk-only',
      'browser-kit and the public site know no antd.',
      { pathNot: ['^agent-desktop/', npm] },
      { path: `${npm}(antd|@ant-design)/` },
    ),
    refuse(
      'sources-know-no-tests',
      'A source file imports no test.',
      { path: `^${any(packages)}/src/`, pathNot: ['\\.test(-d)?\\.tsx?$', '/test-kit/'] },
      { path: ['\\.test\\.tsx?$', '(^|/)tests/'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['(^|/)dist/', '^\\.(data|asterisk|test)/', '^coverage/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'content' },
  },
};
