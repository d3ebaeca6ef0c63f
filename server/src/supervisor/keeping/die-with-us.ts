import { findProgram } from '../../machine/programs.ts';

/**
 * The wrapper under which the kernel sends `signal` to a program when its parent dies, kill -9 included: PostgreSQL and Asterisk were down
 * cleanly 35 ms later (BARE.md). It must be the last wrapper, since a change of user clears the order. Empty where setpriv is missing.
 */
export const dieWithUs = (signal: 'INT' | 'TERM' | 'KILL'): string[] => {
  const setpriv = findProgram('setpriv');
  return setpriv ? [setpriv, '--pdeathsig', signal, '--'] : [];
};
