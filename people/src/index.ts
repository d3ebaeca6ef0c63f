export * from './assemble.ts';
export { DEMO_PASSWORD, demoPeople, firstHandlers, firstPeople, firstUnits, seedAgents } from './first-people.ts';
export type { Colleague, Colleagues } from './staff/colleagues.ts';
export { UnitTree } from './units/unit-tree.ts';
export type { SignInPorts } from './sign-in/sign-in-desk.ts';
