import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyTickets } from '../src/index.ts';
import { TestCity } from './kit/city.ts';

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open('ticketing-rating');
});
afterAll(() => city.close());

/** A ticket whose citizen could not be reached, three tries over two days. */
async function unreached() {
  const { agent1, dispatch1, water1, callback1 } = city.people;
  const matter = await agent1.files();
  await dispatch1.dispatches(matter, 'water-bureau');
  await water1.signs(matter);
  await water1.replies(matter, '已恢复供水');
  await callback1.reachesNobody(matter);
  await callback1.reachesNobody(matter);
  city.clock.advance(86_400_000);
  await callback1.reachesNobody(matter);
  expect(matter.now).toMatchObject({ state: 'called-back', callback: { contacted: false, satisfied: null } });
  return matter;
}

describe('the callback question by message (rows 93, 108)', () => {
  test('is asked once the tries are used up; her mark is hers, is told to callback, and counts once', async () => {
    const { callback1, agent1 } = city.people;
    const matter = await unreached();
    expect((await city.texts(matter)).filter((text) => text.includes('请回复数字评价'))).toHaveLength(1);
    expect(await city.house.desk.rate(matter.id, { satisfied: 3 })).toBeNull();
    matter.now = await callback1.reads(matter);
    expect(matter.now).toMatchObject({ state: 'called-back', callback: { satisfied: 3, contacted: false } });
    expect(await callback1.messages(matter)).toContain('群众评价:家里停水两天');
    expect(await city.house.desk.rate(matter.id, { satisfied: 1 })).toBe('ticket.rated-already');
    await callback1.closes(matter);
    const { items } = await city.timeline(agent1.me, matter.id);
    expect(items.filter(({ ref }) => ref === 'rate').map(({ actor }) => actor)).toEqual(['citizen']);
    expect(await verifyTickets(city.database.db, city.ring)).toEqual([]);
  });

  test('still counts when the ticket was closed meanwhile, and no more once it is archived', async () => {
    const { callback1 } = city.people;
    const [closed, archived] = [await unreached(), await unreached()];
    await callback1.closes(closed);
    expect(await city.house.desk.rate(closed.id, { satisfied: 1 })).toBeNull();
    await callback1.closes(archived);
    await callback1.archives(archived);
    expect(await city.house.desk.rate(archived.id, { satisfied: 1 })).toBe('ticket.wrong-state');
  });

  test('what was withdrawn is not rated', async () => {
    const matter = await city.people.agent1.files();
    await city.people.agent1.withdraws(matter, '来电撤回');
    expect(await city.house.desk.rate(matter.id, { satisfied: 1 })).toBe('ticket.nothing-to-rate');
  });

  test('two marks at once are one, and nobody of the house can give one', async () => {
    const { callback1, super1 } = city.people;
    const matter = await unreached();
    const both = await Promise.all([city.house.desk.rate(matter.id, { satisfied: 4 }), city.house.desk.rate(matter.id, { satisfied: 1 })]);
    expect(both.filter((why) => why === null)).toHaveLength(1);
    expect(both.filter((why) => why === 'ticket.rated-already')).toHaveLength(1);
    for (const worker of [callback1, super1])
      expect(await worker.isRefused('rate', await unreached(), { satisfied: 4 })).toBe('ticket.not-yours');
  });

  test('a ticket filed from a text has the number that she texts from', async () => {
    city.texters.set('conversation-1', '+8613800007777');
    const { agent1 } = city.people;
    const matter = await agent1.files({ contact: {}, conversationId: 'conversation-1', channel: 'sms' });
    expect(matter.now.contact.phone).toBe('138****7777');
    expect(await city.house.forMessages.phoneOf(matter.id)).toBe('+8613800007777');
    expect(await city.house.forMessages.prove(matter.now.number, undefined, '+8613800007777')).toMatchObject({ isProven: true });
    expect(await city.house.forMessages.prove(matter.now.number, undefined, '+8613800007778')).toMatchObject({ isProven: false });
  });
});
