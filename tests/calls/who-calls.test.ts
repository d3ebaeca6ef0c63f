import { io, type Socket } from 'socket.io-client';
import type { CallView } from '@hotline/contracts';
import type { DialOrder } from '@hotline/telephony/test-kit';
import { afterAll, beforeAll, expect } from 'vitest';
import { agentIs, callIs, calls, missed, onlyReady, read, type SipAgent } from '../kit/calls.ts';
import { type Desk, Hotline, until } from '../kit/hotline.ts';
import { filesMatter, sendsToWater } from '../kit/matter.ts';
import { needs } from '../kit/needs.ts';

const { describe, test } = needs('asterisk', 'postgres');

let hotline: Hotline;
let lead: Desk;
beforeAll(async () => {
  hotline = await Hotline.open();
  lead = await hotline.desk('super1');
});
afterAll(() => hotline.stop());

/** A raw socket of somebody: every frame, as text. */
async function ear(desk: Desk): Promise<{ frames: string[]; socket: Socket }> {
  const frames: string[] = [];
  const socket = io(hotline.deskUrl, { auth: { token: desk.token }, transports: ['websocket'], reconnection: false });
  socket.onAny((...frame: unknown[]) => frames.push(JSON.stringify(frame)));
  await until('open socket', () => socket.connected);
  return { frames, socket };
}

/** The newest call of all, taken before the number is known. */
const newest = async (since: number): Promise<CallView> =>
  until('new call', async () => {
    const [call] = (await lead.api.calls.list({ query: { limit: 1 } })).items;
    return call && Date.parse(call.queuedAt) >= since - 1_000 && call;
  });

/** A short call that nobody answers: its row says who called. */
async function calledBy(from: string, how: DialOrder): Promise<CallView> {
  const since = Date.now();
  const before = (await lead.api.calls.list({ query: { limit: 1 } })).items[0]?.id;
  const citizen = await calls(hotline, from, how);
  const call = await until('new row', async () => {
    const one = await newest(since);
    return one.id !== before && one;
  });
  await citizen.hangUp();
  await callIs(lead, call.id, 'ended call', ({ state }) => state === 'ended');
  return call;
}

const audited = async (action: string): Promise<string> => {
  const auditor = await hotline.desk('audit1');
  return JSON.stringify((await auditor.api.audit.list({ query: { action, limit: 50 } })).items);
};

describe('who calls (row 85)', () => {
  const WITHHELD = { masked: '匿名', withheld: true };
  const GW = '127.0.0.1';
  // prettier-ignore
  const withheld: readonly (readonly [string, string, DialOrder])[] = [
    ['an anonymous From with Privacy: id',                    '13800006001', { isAnonymous: true, assertedNumber: '13800006001' }],
    ['two Privacy lines, the second asks for id',             '13800006002', { headers: [['Privacy', 'history'], ['Privacy', 'user;ID']] }],
    ['an anonymous From whose number the carrier asserts',    'anonymous',   { headers: [['P-Asserted-Identity', '<tel:+86-138-0000-1111>']] }],
    ['the same with Privacy: id',                             'anonymous',   { headers: [['P-Asserted-Identity', '<tel:+86-138-0000-1111>'], ['Privacy', 'id']] }],
    ['Privacy: header, in capitals and with blanks',          '13800006003', { headers: [['Privacy', ' HEADER ; critical']] }],
    ['a From that holds no number',                           'wang.fang_x', {}],
  ];
  test.each(withheld)('%s · stored as withheld, nothing pops, nobody can reveal it', async (_, from, how) => {
    const call = await calledBy(from, how);
    expect(call.caller).toEqual(WITHHELD);
    expect(await lead.api.calls.history({ params: { id: call.id } })).toEqual({ items: [], last30Days: 0 });
    for (const account of ['super1', 'agent4']) {
      const desk = await hotline.desk(account);
      const reveal = desk.api.calls.reveal({ params: { id: call.id }, body: { reason: '回访需要核对号码' } });
      await expect(reveal).rejects.toMatchObject({ problem: { code: 'caller.sealed', status: 422 } });
    }
    expect(await audited('caller.reveal-refused')).toContain(call.id);
    expect(await missed(lead, call.id)).toMatchObject({ caller: WITHHELD });
    await expect((await hotline.desk('agent4')).api.calls.place({ body: { callId: call.id } })).rejects.toMatchObject({
      problem: { code: 'call.number-withheld' },
    });
  });

  // prettier-ignore
  const spellings: readonly (readonly [string, string, DialOrder, string, readonly string[]])[] = [
    ['two asserted identities of one number', '12', { headers: [['P-Asserted-Identity', `"王" <sip:037012345678@${GW}>`], ['P-Asserted-Identity', '<tel:+8637012345678>']] }, '0370****5678', ['0370-12345678', '+86 370 12345678', '008637012345678']],
    ['the asserted identity before From',     '13900000009', { assertedNumber: '13800006011' }, '138****6011', ['13800006011', '+86 138-0000-6011', '8613800006011', '１３８００００６０１１']],
    ['a mobile with +86',                     '+8613800006012', {}, '138****6012', ['13800006012', '0086 138 0000 6012']],
    ['a local number without its area code',  '2345678', {}, '0370***5678', ['0370 2345678', '+863702345678']],
    ['a caller from abroad with 00',          '00442079460123', {}, '0044******0123', ['+44 20 7946 0123']],
  ];
  test.each(spellings)('%s · one number, found in every spelling', async (_, from, how, masked, spelt) => {
    const call = await calledBy(from, how);
    expect(call.caller).toEqual({ masked, withheld: false });
    for (const from of spelt)
      expect([from, (await lead.api.calls.list({ query: { from, limit: 1 } })).items[0]?.id]).toEqual([from, call.id]);
  });

  test('the clear number is shown for a reason, and the reason is kept with the name of who asked', async () => {
    const { id } = await calledBy('13800006021', {});
    const agent = await hotline.desk('agent4');
    await expect(agent.api.calls.reveal({ params: { id }, body: { reason: '' } })).rejects.toThrow('request.invalid');
    expect(await agent.api.calls.reveal({ params: { id }, body: { reason: '工单缺少联系电话' } })).toEqual({ phone: '+8613800006021' });
    const lines = await audited('caller.reveal');
    expect(lines).toContain(id);
    expect(lines).toContain('工单缺少联系电话');
    expect(lines).toContain('agent4');
    expect(lines).not.toContain('13800006021');
    await expect(
      (await hotline.desk('dispatch1')).api.calls.reveal({ params: { id }, body: { reason: '想看一看号码' } }),
    ).rejects.toMatchObject({ problem: { status: 403 } });
  });
});

describe('what the desks see of a call (row 85)', () => {
  const NUMBER = '13877665544';
  let agent1: SipAgent;
  let agent2: SipAgent;
  beforeAll(async () => {
    [agent1, agent2] = [await hotline.agent('agent1'), await hotline.agent('agent2')];
    await onlyReady([agent1, agent2], agent1);
  });

  test("a second agent's raw socket receives no frame about a call that rings another desk, and no reply or frame holds the number", async () => {
    const [hers, others, leads] = [await ear(agent1), await ear(agent2), await ear(lead)];
    const bodies: string[] = [];
    const get = async (path: string, desk: Desk): Promise<void> => {
      const reply = await fetch(hotline.deskUrl + path, { headers: { authorization: `Bearer ${desk.token}` } });
      expect([path, reply.status]).toEqual([path, 200]);
      bodies.push(await reply.text());
    };
    const look = async (id: string): Promise<void> => {
      for (const desk of [agent1, agent2, lead])
        for (const path of [
          '/api/calls',
          `/api/calls/${id}`,
          `/api/calls/${id}/history`,
          '/api/agents',
          '/api/agents/me',
          '/api/board',
          '/api/missed-calls',
        ])
          await get(path, desk);
    };
    await calls(hotline, NUMBER).then((first) => first.hangUp());
    const citizen = await calls(hotline, NUMBER);
    const ring = await agent1.phone.nextRing(15_000);
    const { id } = await hotline.call(lead, NUMBER);
    await look(id);
    await ring.answer();
    await agentIs(agent1, 'talking', 10_000);
    await look(id);
    await citizen.hangUp();
    await agentIs(agent1, 'wrapUp');
    await agent1.api.calls.dispose({ params: { id }, body: { kind: 'direct-answer' } });
    await callIs(agent1, id, 'ended call', ({ state }) => state === 'ended');
    await look(id);
    await until('frame of the end', () => hers.frames.some((frame) => frame.includes(id) && frame.includes('dispose')));
    for (const one of [hers, others, leads]) one.socket.close();
    expect(hers.frames.filter((frame) => frame.includes(id)).length).toBeGreaterThanOrEqual(4);
    expect(leads.frames.some((frame) => frame.includes(id))).toBe(true);
    // That a recording has been filed is told to whoever was in the call; she was not.
    expect(others.frames.filter((frame) => frame.includes(id))).toEqual([]);
    const everything = [...bodies, ...hers.frames, ...others.frames, ...leads.frames].join('\n');
    expect(everything).toContain('138****5544');
    for (const form of [NUMBER, '77665544', '138 7766', '138-7766']) expect(everything).not.toContain(form);
    expect(JSON.stringify(ring.invite)).not.toContain('77665544');
    expect((await read(lead, id)).caller).toEqual({ masked: '138****5544', withheld: false });
    for (const log of ['app', 'supervisor'] as const) expect(hotline.log(log)).not.toContain('77665544');
  });

  test('a socket without a session, or of another site, is refused', async () => {
    for (const given of [
      { auth: { token: 'x'.repeat(43) } },
      { auth: { token: agent1.token }, extraHeaders: { origin: 'http://evil.example' } },
    ]) {
      const socket = io(hotline.deskUrl, { ...given, transports: ['websocket'], reconnection: false });
      const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
      expect(error).toBeInstanceOf(Error);
      socket.close();
    }
  });
});

describe('a department calls the citizen of its ticket and never sees her number (rows 81, 95)', () => {
  const HERS = '13898765432';

  test('its phone rings first, then hers; the call stands on the timeline, and no other unit may ring her', async () => {
    const filed = await filesMatter((await hotline.desk('agent1')).api, { contact: { name: '王𠮷', phone: HERS } });
    await sendsToWater((await hotline.desk('dispatch1')).api, filed);
    const other = await hotline.desk('urban1');
    await expect(other.api.calls.place({ body: { ticketId: filed.id } })).rejects.toMatchObject({ problem: { code: 'ticket.unknown' } });

    const [water, phone] = [await hotline.desk('water1'), await hotline.phone('water1')];
    await water.api.agents.setPhone({ body: { kind: 'sip', contact: phone.contact } });
    const out = await water.api.calls.place({ body: { ticketId: filed.id } });
    expect(out).toMatchObject({ direction: 'out', ticketId: filed.id, caller: { masked: '138****5432' } });
    const ring = await phone.nextRing(5_000);
    await ring.answer(300);
    await callIs(lead, out.id, 'talk with the citizen', ({ state }) => state === 'talking');
    ring.ear.listenAnew();
    await ring.ear.hears(5_000); // the demo citizen speaks
    await ring.hangUp();
    const over = await callIs(lead, out.id, 'wrap-up', ({ state }) => state === 'wrapUp');
    expect(over.legs.map(({ party }) => party)).toEqual(['agent', 'citizen']);
    await water.api.calls.dispose({ params: { id: out.id }, body: { kind: 'ticket', ticketId: filed.number } });
    const { items } = await water.api.tickets.timeline({ params: { id: filed.id } });
    expect(items.find(({ kind }) => kind === 'call')).toMatchObject({ actor: 'water1' });
    const ticket = await water.api.tickets.read({ params: { id: filed.id } });
    expect(ticket).toMatchObject({ unitName: '市水务局', ownerName: '李静' });
    for (const seen of [out, ticket, items, ring.invite]) expect(JSON.stringify(seen)).not.toContain('98765432');
    expect(hotline.log('app')).not.toContain('98765432');
  });

  test('one call is written up as a ticket of hers, found by its number; without one it must name which', async () => {
    for (const { account, state } of (await lead.api.agents.list()).items)
      if (state === 'ready') await (await hotline.desk(account)).api.agents.setState({ body: { state: 'paused', reason: 'break' } });
    const agent = await hotline.agent('agent4');
    const before = (await agent.api.tickets.list({ query: { limit: 1 } })).items[0];
    const citizen = await calls(hotline, HERS);
    const ring = await agent.phone.nextRing(15_000);
    await ring.answer();
    await agentIs(agent, 'talking', 10_000);
    await citizen.hangUp();
    const { callId } = await agentIs(agent, 'wrapUp');
    const params = { id: callId ?? '' };
    const refusal = { problem: { code: 'call.ticket-needed' } };
    await expect(agent.api.calls.dispose({ params, body: { kind: 'ticket' } })).rejects.toMatchObject(refusal);
    await agent.api.calls.dispose({ params, body: { kind: 'ticket', ticketId: before?.number ?? '' } });
    expect(await read(agent, params.id)).toMatchObject({ ticketId: before?.id, disposition: { kind: 'ticket' } });
  });
});
