export { categories } from './categories.ts';
export { between, chance, type Dice, dice, lottery, pick } from './dice.ts';
export { type CityTicket, drawTicket } from './draw.ts';
export { duties, dutyFor } from './duties.ts';
export { composeNote, composeRefusal, composeReturn } from './matters/notes.ts';
export { composeReply } from './matters/reply.ts';
export { fictionalPerson } from './people.ts';
export { regions, routesOut } from './regions.ts';
export { unitAt, units } from './units.ts';
