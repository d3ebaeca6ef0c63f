import { afterAll, beforeAll, expect } from 'vitest';
import { WebPhone } from '@hotline/telephony/test-kit';
import { Hotline, type Desk } from '../kit/hotline.ts';
import { needs } from '../kit/needs.ts';
import { filed, recordingOf } from '../kit/recordings.ts';

const { describe, test } = needs('asterisk', 'postgres');

describe('recordings and phones of those who have the right (rows 32, 85)', () => {
  let hotline: Hotline;
  let agent: Awaited<ReturnType<Hotline['agent']>>;
  beforeAll(async () => {
    hotline = await Hotline.open();
    agent = await hotline.agent('agent1');
  });
  afterAll(() => hotline.stop());

  const ask = (desk: Desk | undefined, url: string, range?: string) =>
    fetch(hotline.deskUrl + url, {
      headers: { ...(desk ? { authorization: `Bearer ${desk.token}` } : {}), ...(range ? { range } : {}) },
    });

  test('a recording is played by range to who may hear it, is unknown to who may not, and each listening is audited', async () => {
    const call = await (await hotline.phone('13800005151')).dials('12345');
    const ring = await agent.phone.nextRing(20_000);
    await ring.answer();
    const { id } = await hotline.call(agent, '13800005151', ({ state }) => state === 'talking', 15_000);
    call.ear.say(440);
    ring.ear.say(880);
    await call.ear.hearsTone(880, 5_000);
    await ring.ear.hearsTone(440, 5_000);
    await call.hangUp();
    const { url } = recordingOf(await filed(agent, id), 'mix');

    const whole = Buffer.from(await (await ask(agent, url)).arrayBuffer());
    const part = await ask(agent, url, 'bytes=100-299');
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 100-299/${whole.length}`]);
    expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(100, 300));
    expect((await ask(agent, url, `bytes=${whole.length}-`)).status).toBe(416);

    const [colleague, supervisor, handler, auditor] = await Promise.all(
      ['agent2', 'super1', 'water1', 'audit1'].map((account) => hotline.desk(account)),
    );
    expect((await ask(colleague, url)).status).toBe(404);
    expect((await ask(supervisor, url)).status).toBe(200);
    expect((await ask(handler, url)).status).toBe(403);
    expect((await ask(undefined, url)).status).toBe(401);
    const heard = await auditor?.api.audit.list({ query: { action: 'recording.listen' } });
    expect(heard?.items.map(({ actor }) => actor).sort()).toEqual(['agent1', 'super1']);
  });

  test('after kill -9 of the app the phone sockets are still open and registered', async () => {
    const other = await hotline.desk('agent3');
    const { username, password, wsUrl } = await other.api.agents.setPhone({ body: { kind: 'browser' } });
    const phone = await WebPhone.open(wsUrl, { user: username, password }, { origin: hotline.deskUrl });
    expect(await phone.ask('REGISTER', '127.0.0.1')).toBe(200);
    await hotline.kill('app');
    await hotline.untilReady();
    expect(await phone.ask('REGISTER', '127.0.0.1')).toBe(200);
    phone.close();
  });
});
