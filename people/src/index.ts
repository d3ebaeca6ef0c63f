export * from './assemble.ts';
export { DEMO_PASSWORD, demoPeople, firstPeople, seedAgents } from './first-people.ts';
export type { SignInPorts } from './sign-in/sign-in-desk.ts';
