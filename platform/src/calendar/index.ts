export * from './city-time.ts';
export { festivalLabel } from './festivals.ts';
export { builtInYears } from './published-years.ts';
export * from './read-calendar-file.ts';
export * from './working-calendar.ts';
