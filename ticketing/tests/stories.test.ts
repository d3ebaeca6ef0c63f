import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { clockOf, type Filing, type Matter, runningClocks, TestCity } from './kit/city.ts';

// Written by hand from what happens at a hotline; these never read the tables, so that a wrong cell in them turns a story red.
// 2026-11-25 is a Wednesday; 28 and 29 are days off, and no holiday is near.

let city: TestCity;
beforeAll(async () => {
  city = await TestCity.open('ticketing-stories');
});
beforeEach(() => city.until('2026-11-25 09:00'));
afterAll(() => city.close());

/** A ticket that the water bureau has signed for on Wednesday morning. */
async function inHand(more: Filing = {}): Promise<Matter> {
  const matter = await city.people.agent1.files(more);
  await city.people.dispatch1.dispatches(matter, 'water-bureau');
  await city.people.water1.signs(matter);
  return matter;
}

describe('a question (row 81)', () => {
  test('is answered on the phone: closed at once, nobody is called back, and the citizen has it in writing', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files({ type: 'consult', title: '如何办居住证' });
    expect(runningClocks(matter)).toEqual(['dispatch']);
    expect(await dispatch1.messages(matter)).toEqual(['受理:如何办居住证']);
    await agent1.answers(matter, '带身份证到派出所办理,十个工作日内领取');
    expect(matter.now).toMatchObject({
      state: 'closed',
      outcome: 'answered',
      version: 2,
      publicAnswer: '带身份证到派出所办理,十个工作日内领取',
      closedAt: '2026-11-25T01:00:00.000Z',
      unit: null,
    });
    expect(runningClocks(matter)).toEqual([]);
    expect((await city.texts(matter)).sort()).toEqual([
      `【12345】您反映的“如何办居住证”已受理。凭工单号${matter.now.number}、查询码${matter.queryCode}可在网站查询进展。`,
      `【12345】您咨询的“如何办居住证”答复如下:带身份证到派出所办理,十个工作日内领取 凭工单号${matter.now.number}、查询码${matter.queryCode}可在网站查询进展。`,
    ]);
  });

  test('is answered with words for herself and other words for everybody', async () => {
    const { agent1 } = city.people;
    const matter = await agent1.files({ type: 'consult' });
    await agent1.answers(matter, '已电话告知,市民认可', '请到派出所办理');
    expect(matter.now).toMatchObject({ answer: '已电话告知,市民认可', publicAnswer: '请到派出所办理' });
    expect(await city.texts(matter)).toContainEqual(
      expect.stringMatching(/^【12345】您咨询的“家里停水两天”答复如下:请到派出所办理 凭工单号/),
    );
  });

  test('that a dispatcher can answer, she answers', async () => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files({ type: 'consult' });
    expect(await dispatch1.answers(matter, '周一至周五上午')).toMatchObject({ state: 'closed', outcome: 'answered' });
  });
});

describe('a matter that is none of ours (不予受理)', () => {
  test('is refused with a reason, and the citizen is told the reason and where to turn', async () => {
    const { agent1 } = city.people;
    const matter = await agent1.files({ title: '要求法院改判' });
    await agent1.refuses(matter, 'legal-procedure', '判决已生效');
    expect(matter.now).toMatchObject({
      state: 'closed',
      outcome: 'refused',
      refusal: 'legal-procedure',
      closedAt: '2026-11-25T01:00:00.000Z',
    });
    expect(await city.texts(matter)).toContain(
      '【12345】您反映的“要求法院改判”不予受理:应当通过诉讼、仲裁、行政复议、信息公开等程序解决。请依法通过诉讼、仲裁、行政复议等途径解决',
    );
    const { items } = await city.timeline(agent1.me, matter.id);
    expect(items.find(({ ref }) => ref === 'refuse')).toMatchObject({ actor: 'agent1', summary: '不予受理', text: '判决已生效' });
  });

  test('is refused by a dispatcher; once it is dispatched nobody can refuse it any more', async () => {
    const { agent1, dispatch1 } = city.people;
    expect(await dispatch1.refuses(await agent1.files(), 'in-hand', '与上一张重复')).toMatchObject({ outcome: 'refused' });
    const other = await agent1.files();
    await dispatch1.dispatches(other, 'water-bureau');
    expect(await dispatch1.isRefused('refuse', other, { reason: 'other', note: '不该派' })).toBe('ticket.wrong-state');
    expect(await agent1.isRefused('answer', other, { answer: '不用派了' })).toBe('ticket.wrong-state');
  });
});

describe('a request for help from the dispatch to the archive (rows 81, 95)', () => {
  test('is dispatched, signed, answered, checked with the citizen, closed and archived; everybody concerned is told', async () => {
    const { agent1, dispatch1, water1, callback1 } = city.people;
    const matter = await agent1.files();
    await city.until('2026-11-25 10:00');
    await dispatch1.dispatches(matter, 'water-bureau', '请今天到场');
    expect(matter.now).toMatchObject({ state: 'assigned', unit: 'water-bureau' });
    expect(runningClocks(matter).sort()).toEqual(['handle', 'sign']);
    expect(await water1.messages(matter)).toEqual(['派单:家里停水两天']);
    await city.until('2026-11-25 11:00');
    await water1.signs(matter);
    expect(matter.now.state).toBe('handling');
    expect(runningClocks(matter)).toEqual(['handle']);
    await city.until('2026-11-26 15:00');
    await water1.replies(matter, '已恢复供水', '主管爆裂,已抢修');
    expect(matter.now).toMatchObject({
      state: 'replied',
      reply: { facts: true, contacted: true, solved: true },
      answer: '主管爆裂,已抢修',
      publicAnswer: '已恢复供水',
    });
    expect(runningClocks(matter)).toEqual([]);
    expect(await callback1.messages(matter)).toEqual(['回复:家里停水两天']);
    await callback1.reaches(matter, 'yes', 4);
    expect(matter.now).toMatchObject({ state: 'called-back', callback: { tries: 1, contacted: true, solved: 'yes', satisfied: 4 } });
    await callback1.closes(matter);
    expect(matter.now).toMatchObject({ state: 'closed', outcome: 'handled', closedAt: '2026-11-26T07:00:00.000Z' });
    await callback1.archives(matter);
    expect(matter.now).toMatchObject({ state: 'archived', outcome: 'handled', can: [] });
    const { number } = matter.now;
    expect((await city.texts(matter)).sort()).toEqual(
      [
        `【12345】您反映的“家里停水两天”已受理。凭工单号${number}、查询码${matter.queryCode}可在网站查询进展。`,
        `【12345】您反映的“家里停水两天”(${number})已转市水务局办理。`,
        `【12345】市水务局对“家里停水两天”的答复:已恢复供水 稍后将电话回访。凭工单号${number}、查询码${matter.queryCode}可在网站查询进展。`,
        `【12345】您反映的“家里停水两天”(${number})已办结,感谢您的监督。`,
      ].sort(),
    );
    const { items } = await city.timeline(agent1.me, matter.id);
    expect(items.filter(({ kind }) => kind === 'step').map(({ ref, actor }) => `${actor} ${ref}`)).toEqual([
      'agent1 file',
      'dispatch1 dispatch',
      'water1 sign',
      'water1 reply',
      'callback1 call-back',
      'callback1 close',
      'callback1 archive',
    ]);
  });

  test('is dispatched by the agent who took it when she knows whose it is, checked by a callback agent and closed by a supervisor', async () => {
    const { agent1, water1, callback1, super1 } = city.people;
    const matter = await agent1.files();
    await agent1.dispatches(matter, 'water-bureau');
    await water1.signs(matter);
    await water1.replies(matter, '已修好');
    await callback1.reaches(matter, 'partly');
    expect(await super1.closes(matter)).toMatchObject({ state: 'closed', outcome: 'handled' });
    expect(await super1.archives(matter)).toMatchObject({ state: 'archived' });
  });

  test('an archived ticket is the end: no reply, no redo, no withdrawal, whoever asks', async () => {
    const { agent1, dispatch1, water1, callback1 } = city.people;
    const matter = await agent1.files();
    await agent1.answers(matter, '已答复');
    await dispatch1.archives(matter);
    expect(matter.now).toMatchObject({ state: 'archived' });
    expect(await callback1.isRefused('redo', matter, { note: '再办一次' })).toBe('ticket.wrong-state');
    expect(await agent1.isRefused('withdraw', matter, { note: '不要了' })).toBe('ticket.wrong-state');
    const handled = await inHand();
    await water1.replies(handled, '已修好');
    await callback1.reaches(handled, 'yes', 3);
    await callback1.closes(handled);
    await callback1.archives(handled);
    const reply = { facts: true, contacted: true, solved: true, answer: '补充', publicAnswer: '补充' };
    expect(await water1.isRefused('reply', handled, reply)).toBe('ticket.wrong-state');
  });
});

describe('what is due when (Henan: a question 3 working days, help 5, a complaint 10)', () => {
  test.each([
    ['consult', '2026-11-30', '2026-11-30T16:00:00.000Z'],
    ['help', '2026-12-02', '2026-12-02T16:00:00.000Z'],
    ['complain', '2026-12-09', '2026-12-09T16:00:00.000Z'],
  ])('%s, dispatched on Wednesday: the answer is due by 24:00 of %s', async (type, day, moment) => {
    const { agent1, dispatch1 } = city.people;
    const matter = await agent1.files({ type });
    expect(clockOf(matter, 'dispatch')).toMatchObject([{ dueAt: '2026-11-26T01:00:00.000Z' }]);
    await dispatch1.dispatches(matter, 'water-bureau');
    expect(clockOf(matter, 'handle')).toMatchObject([{ startedAt: '2026-11-25T01:00:00.000Z', dueOn: day, dueAt: moment }]);
    expect(clockOf(matter, 'sign')).toMatchObject([{ dueAt: '2026-11-26T01:00:00.000Z' }]);
    expect(matter.now.due).toMatchObject({ kind: 'sign', at: '2026-11-26T01:00:00.000Z' });
  });

  test('nobody dispatches it: the dispatchers are warned, shown yellow and red; with red the supervisors too', async () => {
    const { agent1, dispatch1, super1 } = city.people;
    const matter = await agent1.files({ title: '没人派单' });
    await city.until('2026-11-26 12:00');
    expect((await dispatch1.messages(matter)).sort()).toEqual([
      '受理:没人派单',
      '红牌 · 派单时限:没人派单',
      '预警 · 派单时限:没人派单',
      '黄牌 · 派单时限:没人派单',
    ]);
    expect(await super1.messages(matter)).toEqual(['红牌 · 派单时限:没人派单']);
  });

  test('a unit does not sign, and does not answer: it is the unit that is told', async () => {
    const { agent1, dispatch1, water1, urban1 } = city.people;
    const matter = await agent1.files({ title: '没人签收' });
    await dispatch1.dispatches(matter, 'water-bureau');
    await city.until('2026-12-03 00:00');
    expect((await water1.messages(matter)).sort()).toEqual([
      '派单:没人签收',
      '红牌 · 办理时限:没人签收',
      '红牌 · 签收时限:没人签收',
      '预警 · 办理时限:没人签收',
      '预警 · 签收时限:没人签收',
      '黄牌 · 办理时限:没人签收',
      '黄牌 · 签收时限:没人签收',
    ]);
    expect(await urban1.messages(matter)).toEqual([]);
  });
});

describe('an outage, marked urgent (停水停电)', () => {
  test('is to be dispatched within two hours, and the citizen hears from the unit two hours after it signed: a report of progress stops that clock', async () => {
    const { agent1, dispatch1, water1, callback1 } = city.people;
    const matter = await agent1.files({ urgency: 'urgent', title: '全小区停水' });
    expect(clockOf(matter, 'dispatch')).toMatchObject([{ dueAt: '2026-11-25T03:00:00.000Z' }]);
    await city.until('2026-11-25 09:30');
    await dispatch1.dispatches(matter, 'water-bureau');
    expect(runningClocks(matter).sort()).toEqual(['handle', 'sign']);
    await city.until('2026-11-25 10:00');
    await water1.signs(matter);
    expect(clockOf(matter, 'contact')).toMatchObject([{ startedAt: '2026-11-25T02:00:00.000Z', dueAt: '2026-11-25T04:00:00.000Z' }]);
    expect(runningClocks(matter).sort()).toEqual(['contact', 'handle']);
    await city.until('2026-11-25 11:00');
    await water1.reports(matter, '抢修队已到,预计下午三点恢复');
    expect(matter.now.state).toBe('handling');
    expect(clockOf(matter, 'contact')).toMatchObject([{ stoppedAt: '2026-11-25T03:00:00.000Z', signals: [] }]);
    expect(runningClocks(matter)).toEqual(['handle']);
    await water1.reports(matter, '已恢复一半');
    expect(clockOf(matter, 'contact')).toHaveLength(1);
    expect(await agent1.messages(matter)).toEqual(['反馈进展:全小区停水', '反馈进展:全小区停水']);
    expect(await callback1.messages(matter)).toEqual([]);
  });

  test('the unit keeps silent: it is warned and shown the cards, and its reply stops the clock as well', async () => {
    const { water1 } = city.people;
    const matter = await inHand({ urgency: 'critical', title: '整条街停水' });
    await city.until('2026-11-25 11:00');
    expect((await water1.messages(matter)).filter((words) => words.includes('首次反馈')).sort()).toEqual([
      '红牌 · 首次反馈时限:整条街停水',
      '预警 · 首次反馈时限:整条街停水',
      '黄牌 · 首次反馈时限:整条街停水',
    ]);
    // without hours of grace both cards are shown in the same moment: it is the red one that counts, on the page as in the list
    const { items } = await city.house.list.page(water1.me, { limit: 50, sort: 'due' });
    for (const shown of [await water1.reads(matter), items.find(({ id }) => id === matter.id)])
      expect(shown?.due).toMatchObject({ kind: 'contact', signal: 'red' });
    await water1.replies(matter, '已恢复');
    expect(runningClocks(matter)).toEqual([]);
  });
});
