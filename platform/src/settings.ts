/**
 * The settings and the clock without the rest: the index loads Nest and the database layer, 1.6 s that `status` and the supervisor's start
 * must not wait for (measured; this door 0.2 s).
 */
export { type Clock, systemClock } from './clock.ts';
export { cacheFolder, environmentForChild } from './config/child-environment.ts';
export { type Config, configFromEnvironment, readConfig, WrongSetting } from './config/config.ts';
