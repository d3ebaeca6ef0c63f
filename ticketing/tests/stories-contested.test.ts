import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clockOf, type Filing, type Matter, runningClocks, TestCity, type Worker } from './kit/city.ts';

// Written by hand, like stories.test.ts: what happens when somebody disagrees.

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open('ticketing-stories-contested');
});
beforeEach(() => city.until('2026-11-25 09:00'));
afterAll(() => city.close());

const signed = async (matter: Matter, by: Worker): Promise<Matter> => {
  await city.people.dispatch1.dispatches(matter, by.me.unit);
  await by.signs(matter);
  return matter;
};
const replied = async (more: Filing = {}): Promise<Matter> => {
  const { agent1, water1 } = city.people;
  const matter = await signed(await agent1.files(more), water1);
  await water1.replies(matter, '第一次答复');
  return matter;
};

describe('a unit gives a ticket back (退单)', () => {
  test('it goes to another unit: the handling clock runs on, the sign clock starts anew, and each unit hears its own', async () => {
    const { agent1, dispatch1, water1, urban1 } = city.people;
    const matter = await agent1.files();
    await dispatch1.dispatches(matter, 'water-bureau');
    await city.until('2026-11-25 15:00');
    await water1.returns(matter, '路面塌陷归城管,建议派市城管局');
    expect(matter.now).toMatchObject({ state: 'returned', returns: 1 });
    expect(runningClocks(matter).sort()).toEqual(['dispatch', 'handle']);
    expect(clockOf(matter, 'dispatch')).toMatchObject([
      { startedAt: '2026-11-25T01:00:00.000Z' },
      { startedAt: '2026-11-25T07:00:00.000Z' },
    ]);
    expect(await dispatch1.messages(matter)).toContain('退单:家里停水两天');
    await city.until('2026-11-25 16:00');
    await dispatch1.dispatches(matter, 'urban-bureau');
    expect(matter.now).toMatchObject({ state: 'assigned', unit: 'urban-bureau' });
    expect(clockOf(matter, 'handle')).toMatchObject([{ startedAt: '2026-11-25T01:00:00.000Z', dueOn: '2026-12-02' }]);
    expect(clockOf(matter, 'sign').map(({ startedAt, stoppedAt }) => [startedAt, stoppedAt])).toEqual([
      ['2026-11-25T01:00:00.000Z', '2026-11-25T07:00:00.000Z'],
      ['2026-11-25T08:00:00.000Z', undefined],
    ]);
    await city.until('2026-12-02 09:00');
    expect((await urban1.messages(matter)).filter((words) => words.includes('办理时限')).sort()).toEqual([
      '预警 · 办理时限:家里停水两天',
      '黄牌 · 办理时限:家里停水两天',
    ]);
    expect((await water1.messages(matter)).filter((words) => words.includes('办理时限'))).toEqual([]);
    expect(await urban1.signs(matter)).toMatchObject({ state: 'handling' });
  });

  test('the same unit cannot return it twice; two units can, and then it is returned no more', async () => {
    const { agent1, dispatch1, water1, urban1, plant1 } = city.people;
    const again = { reason: 'not-our-duty', note: '仍不属于我局' };
    const matter = await agent1.files();
    await dispatch1.dispatches(matter, 'water-bureau');
    await water1.returns(matter, '不归我局');
    await dispatch1.dispatches(matter, 'water-bureau');
    expect(await water1.isRefused('return', matter, again)).toBe('ticket.returned-before');
    expect(await water1.mayDo(matter)).toEqual(['sign']);

    const other = await agent1.files();
    await dispatch1.dispatches(other, 'water-bureau');
    await water1.returns(other, '不归我局');
    await dispatch1.dispatches(other, 'urban-bureau');
    expect(await urban1.returns(other, '也不归我局')).toMatchObject({ returns: 2 });
    await dispatch1.dispatches(other, 'water-plant');
    expect(await plant1.isRefused('return', other, again)).toBe('ticket.returned-before');
    expect(await plant1.signs(other)).toMatchObject({ state: 'handling' });
  });

  test('it may be returned on the second working day, and not on the third; a weekend does not count', async () => {
    const { agent1, dispatch1, water1 } = city.people;
    const late = { reason: 'unclear', note: '内容不清' };
    const [first, second] = [await agent1.files(), await agent1.files()];
    for (const matter of [first, second]) await dispatch1.dispatches(matter, 'water-bureau');
    await city.until('2026-11-27 23:59');
    expect(await water1.returns(first, '内容不清')).toMatchObject({ state: 'returned' });
    await city.until('2026-11-28 00:00');
    expect(await water1.isRefused('return', second, late)).toBe('ticket.return-too-late');
    expect(await water1.mayDo(second)).toEqual(['sign']);
    const onFriday = await agent1.files();
    await city.until('2026-11-27 10:00');
    await dispatch1.dispatches(onFriday, 'water-bureau');
    await city.until('2026-12-01 20:00');
    expect(await water1.returns(onFriday, '内容不清')).toMatchObject({ state: 'returned' });
  });

  test('once it is signed it is not returned any more', async () => {
    const { agent1, water1 } = city.people;
    const matter = await signed(await agent1.files(), water1);
    expect(await water1.isRefused('return', matter, { reason: 'other', note: '反悔了' })).toBe('ticket.wrong-state');
  });

  test('it is dispatched only to a unit that takes tickets', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files();
    for (const unit of ['hotline', 'city', 'no-such-unit', '水务局'])
      expect(await dispatch1.isRefused('dispatch', matter, { unit })).toBe('ticket.unit-unfit');
    expect(matter.now.version).toBe(1);
  });
});

describe('the citizen is not content (重办)', () => {
  test('the unit does it again, on new clocks, and is asked about its second reply only', async () => {
    const { callback1, water1, super1 } = city.people;
    const matter = await replied({ urgency: 'urgent' });
    await callback1.reachesNobody(matter);
    await callback1.reaches(matter, 'no', 1);
    expect(matter.now).toMatchObject({ state: 'called-back', callback: { tries: 2, solved: 'no', satisfied: 1 } });
    await city.until('2026-11-26 09:00');
    await callback1.wantsItRedone(matter, '水还是停的');
    expect(matter.now).toMatchObject({ state: 'handling', redos: 1, callback: null, unit: 'water-bureau' });
    expect(await water1.messages(matter)).toContain('重办:家里停水两天');
    expect(await city.texts(matter)).toContain(`【12345】您反映的“家里停水两天”(${matter.now.number})已要求市水务局重新办理。`);
    expect(runningClocks(matter).sort()).toEqual(['contact', 'handle']);
    expect(clockOf(matter, 'handle').at(-1)).toMatchObject({ startedAt: '2026-11-26T01:00:00.000Z', dueOn: '2026-12-03' });
    await water1.replies(matter, '第二次答复');
    expect(matter.now).toMatchObject({ state: 'replied', publicAnswer: '第二次答复', callback: null });
    await callback1.reachesNobody(matter);
    expect(matter.now.callback).toMatchObject({ tries: 1, contacted: false, solved: null, satisfied: null });
    await callback1.reaches(matter, 'partly', 2);
    expect(await super1.wantsItRedone(matter, '再核实一次')).toMatchObject({ state: 'handling', redos: 2 });
    await water1.replies(matter, '第三次答复');
    await callback1.reaches(matter, 'no', 1);
    expect(await callback1.isRefused('redo', matter, { note: '第三次' })).toBe('ticket.redone-enough');
    expect(await super1.isRefused('redo', matter, { note: '第三次' })).toBe('ticket.redone-enough');
    expect(await callback1.mayDo(matter)).toEqual(['close', 'withdraw']);
  });
});

describe('the citizen is called back (回访)', () => {
  test('she is not reached three times on one day: it stays; the first try of the next day closes the count without a rating', async () => {
    const { callback1 } = city.people;
    const matter = await replied();
    for (const tries of [1, 2, 3])
      expect(await callback1.reachesNobody(matter)).toMatchObject({ state: 'replied', callback: { tries, contacted: false } });
    await city.until('2026-11-26 09:00');
    expect(await callback1.reachesNobody(matter)).toMatchObject({
      state: 'called-back',
      callback: { tries: 4, contacted: false, solved: null, satisfied: null },
    });
  });

  test('not reached three times over two days counts as no rating, and it can be closed', async () => {
    const { callback1 } = city.people;
    const matter = await replied();
    await city.until('2026-11-25 16:00');
    expect(await callback1.reachesNobody(matter)).toMatchObject({ state: 'replied' });
    await city.until('2026-11-26 09:00');
    expect(await callback1.reachesNobody(matter)).toMatchObject({ state: 'replied' });
    expect(await callback1.reachesNobody(matter)).toMatchObject({ state: 'called-back', callback: { tries: 3, satisfied: null } });
    expect(await callback1.closes(matter)).toMatchObject({ state: 'closed', outcome: 'handled' });
  });

  test('answers that do not fit are refused: reached but not asked, not reached but answered', async () => {
    const { callback1 } = city.people;
    const matter = await replied();
    for (const form of [
      { contacted: true },
      { contacted: true, satisfied: 4 },
      { contacted: false, solved: 'yes' },
      { contacted: false, satisfied: 1 },
    ])
      expect(await callback1.isRefused('call-back', matter, form)).toBe('ticket.answers-unfit');
    expect(await callback1.reaches(matter, 'yes')).toMatchObject({ callback: { solved: 'yes', satisfied: null } });
  });

  test('a ticket that was checked is not checked again', async () => {
    const { callback1 } = city.people;
    const matter = await replied();
    await callback1.reaches(matter, 'yes', 4);
    expect(await callback1.isRefused('call-back', matter, { contacted: true, solved: 'no' })).toBe('ticket.wrong-state');
  });
});

describe('the citizen takes it back (撤单)', () => {
  const paths: Record<string, (matter: Matter) => Promise<unknown>> = {
    received: () => Promise.resolve(),
    assigned: (matter) => city.people.dispatch1.dispatches(matter, 'water-bureau'),
    returned: async (matter) => {
      await city.people.dispatch1.dispatches(matter, 'water-bureau');
      await city.people.water1.returns(matter, '不归我局');
    },
    handling: (matter) => signed(matter, city.people.water1),
    replied: async (matter) => city.people.water1.replies(await signed(matter, city.people.water1), '已修好'),
    'called-back': async (matter) => {
      await city.people.water1.replies(await signed(matter, city.people.water1), '已修好');
      await city.people.callback1.reaches(matter, 'yes', 4);
    },
  };

  test.each(Object.keys(paths))(
    'while it is %s: any agent writes that down, the unit and the citizen are told, nothing is due any more',
    async (state) => {
      const { agent1, agent2, water1 } = city.people;
      const matter = await agent1.files();
      await paths[state]?.(matter);
      expect(matter.now.state).toBe(state);
      const told = (await water1.messages(matter)).length;
      await agent2.withdraws(matter, '市民来电说已自行解决');
      expect(matter.now).toMatchObject({ state: 'closed', outcome: 'withdrawn', due: null, closedAt: '2026-11-25T01:00:00.000Z' });
      expect(runningClocks(matter)).toEqual([]);
      expect((await water1.messages(matter)).length).toBe(state === 'received' ? 0 : told + 1);
      expect(await city.texts(matter)).toContain(`【12345】您反映的“家里停水两天”(${matter.now.number})已按您的意愿撤回。`);
    },
  );

  test('a ticket that is closed is not withdrawn', async () => {
    const { agent1 } = city.people;
    const matter = await agent1.files();
    await agent1.answers(matter, '已答复');
    expect(await agent1.isRefused('withdraw', matter, { note: '不要了' })).toBe('ticket.wrong-state');
  });
});

describe('whose ticket it is (首问负责, row 117)', () => {
  test("somebody else takes it: it is hers from now on, and no more the first agent's", async () => {
    const { agent1, agent2, water1 } = city.people;
    const matter = await agent1.files();
    expect(await agent1.isRefused('dispatch', { ...matter }, { unit: 'hotline' })).toBe('ticket.unit-unfit');
    expect(await agent2.isRefused('dispatch', matter, { unit: 'water-bureau' })).toBe('ticket.not-yours');
    expect(await agent2.takes(matter)).toMatchObject({ state: 'received', owner: 'agent2', version: 2 });
    expect(await agent2.isRefused('take', matter)).toBe('ticket.yours-already');
    expect(await agent1.isRefused('dispatch', matter, { unit: 'water-bureau' })).toBe('ticket.not-yours');
    expect(clockOf(matter, 'dispatch')).toMatchObject([{ startedAt: '2026-11-25T01:00:00.000Z' }]);
    await agent2.dispatches(matter, 'water-bureau');
    await water1.signs(matter);
    await water1.reports(matter, '已派人');
    expect(await agent2.messages(matter)).toEqual(['反馈进展:家里停水两天']);
    expect(await agent1.messages(matter)).toEqual([]);
    expect(await agent1.isRefused('take', matter)).toBe('ticket.wrong-state');
  });

  test('a dispatcher takes it and answers it herself', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files();
    expect(await dispatch1.takes(matter)).toMatchObject({ owner: 'dispatch1' });
    expect(await dispatch1.answers(matter, '已答复')).toMatchObject({ state: 'closed' });
  });
});

describe('a confidential ticket (保密)', () => {
  test('the unit works on it and learns neither name nor number, not even with stars, nor a number that stands in a text', async () => {
    const { agent1, dispatch1, water1 } = city.people;
    const matter = await agent1.files({
      confidential: true,
      type: 'report',
      body: '楼下偷接水管,别说是我报的,我电话13800002222',
      contact: { name: '王𠮷', phone: '13800002222', idNumber: '11010519491231002X' },
    });
    await dispatch1.dispatches(matter, 'water-bureau', '举报人电话13800002222,请勿外传');
    const seen = await water1.reads(matter);
    expect(seen.contact).toEqual({ name: null, phone: null, idNumber: null, confidential: true });
    expect(seen.body).toBe('楼下偷接水管,别说是我报的,我电话138****2222');
    const { items } = await city.timeline(water1.me, matter.id);
    expect(JSON.stringify([seen, items])).not.toMatch(/王|13800002222|002X|查询码/);
    expect((await agent1.reads(matter)).contact).toEqual({
      name: '王*',
      phone: '138****2222',
      idNumber: expect.stringContaining('*'),
      confidential: true,
    });
  });
});

describe('who may see it', () => {
  test('a unit sees its own and those below it; another unit, and a ticket not dispatched yet, do not exist for it', async () => {
    const { agent1, dispatch1, water1, urban1, plant1, ...others } = city.people;
    const matter = await agent1.files();
    expect(await water1.isRefused('sign', matter)).toBe('ticket.unknown');
    await dispatch1.dispatches(matter, 'water-plant');
    for (const worker of [plant1, water1, others['city-head']]) expect((await worker.reads(matter)).id).toBe(matter.id);
    expect(await water1.mayDo(matter)).toEqual([]);
    expect(await water1.isRefused('sign', matter)).toBe('ticket.not-yours');
    expect(await urban1.isRefused('sign', matter)).toBe('ticket.unknown');
  });
});
