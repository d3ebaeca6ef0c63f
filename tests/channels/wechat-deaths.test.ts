import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect } from 'vitest';
import { until } from '../kit/hotline.ts';
import { conversationOnce } from '../kit/messages.ts';
import { needs } from '../kit/needs.ts';
import { OfficialAccount } from '../kit/official-account.ts';

const { describe, test } = needs('postgres', 'wechatpy');
const IN = "gateway.message where direction = 'in'";

let account: OfficialAccount;

describe('when WeChat or the hotline dies (row 89)', () => {
  beforeAll(async () => {
    account = await OfficialAccount.open('channels-wechat-deaths');
  });
  afterAll(() => account.close());

  /** The app runs again, and the agent is signed in. */
  const again = async (extra: Record<string, string> = {}): Promise<void> => {
    Object.assign(account.house.environment, extra);
    await account.house.start();
    account.agent = (await account.house.desk('agent1')).api;
  };

  test('WeChat dies and stays away for over ten seconds: nothing is lost, nothing comes twice, the history shows it', async () => {
    const { id } = await account.hasWritten('oPatient', '垃圾没人收');
    await account.wechat.peer.kill();
    const died = performance.now();
    await account.answers(id, '今天下午清运');
    await conversationOnce(account.agent, id, (now) => (now.messages.at(-1)?.delivery?.tries ?? 0) >= 2, 60_000);
    await sleep(Math.max(0, 10_500 - (performance.now() - died)));
    await account.wechat.peer.start();
    const { messages } = await conversationOnce(account.agent, id, (now) => now.messages.at(-1)?.delivery?.state === 'sent', 60_000);
    expect(await account.saidTo('oPatient')).toEqual(['今天下午清运']);
    const states = messages.at(-1)?.delivery?.steps.map(({ state }) => state);
    expect(states).toEqual(['queued', 'queued', 'queued', 'sent']);
  }, 120_000);

  test('kill -9 of the app while messages come in: WeChat sends what was not answered again, and each is one row', async () => {
    const before = await account.count(IN);
    const people = Array.from({ length: 40 }, (_, n) => `oKilled${n}`);
    let answered = 0;
    const pushes = people.map(async (from, n) => {
      await sleep(n * 10);
      const { attempts } = await account.push({ from, text: `第${n}号来信`, pause: 10 });
      answered += 1;
      return attempts.map(({ status }) => status);
    });
    await until('the first answers', () => answered > 2);
    await account.house.kill();
    await again();
    const all = await Promise.all(pushes);
    expect(all.filter((statuses) => statuses.length > 1).length).toBeGreaterThan(0);
    expect(all.every((statuses) => statuses.at(-1) === 200)).toBe(true);
    expect(await account.count(IN)).toBe(before + people.length);
  }, 60_000);

  test('kill -9 between receiving and writing a dozen that came together: nobody heard success, and a later try of each is the one row', async () => {
    const before = await account.count(IN);
    const client = new pg.Client({ connectionString: account.house.database.url });
    await client.connect();
    await client.query('begin; lock table gateway.message in exclusive mode');
    const pushed = Array.from({ length: 12 }, (_, n) => account.push({ from: `oHeld${n}`, text: '路面塌陷', pause: 10 }));
    await sleep(1_000);
    await account.house.kill();
    await client.query('rollback');
    await client.end();
    await again();
    // how many tries pass while the house begins anew is the machine's affair
    for (const { attempts } of await Promise.all(pushed))
      expect([attempts[0]?.status === 200, attempts.at(-1)?.status === 200]).toEqual([false, true]);
    expect(await account.count(IN)).toBe(before + pushed.length);
  }, 60_000);

  test('a message with a picture is kept though the app dies before the picture is here', async () => {
    const mediaId = await account.wechat.media(Buffer.from('jpeg'), 'image/jpeg');
    await account.wechat.fails('/cgi-bin/media/get', -1, 100);
    const { attempts } = await account.push({ from: 'oPicture', type: 'image', fields: { MediaId: mediaId } });
    expect(attempts).toMatchObject([{ status: 200, body: 'success' }]);
    await account.house.kill();
    expect(await account.count('gateway.attachment')).toBe(0);
    await account.wechat.fails('/cgi-bin/media/get', -1, 0);
    await again();
    await until('a file', async () => (await account.count('gateway.attachment')) === 1);
    expect(await account.count('gateway.held where sealed is not null')).toBe(0);
  }, 60_000);

  test('a message of yesterday that comes again after a restart is known, and nobody is told “received” twice (Gewechat#173)', async () => {
    await account.hasWritten('oYesterday', '昨天的来信');
    const before = await account.count('gateway.message');
    const { msgId } = await account.push({ from: 'oToday', text: '今天的来信' });
    await account.house.stop();
    const hours26 = 26 * 3_600;
    const later = new Date(Date.now() + hours26 * 1_000);
    await again({ HOTLINE_CLOCK_START: later.toISOString() });
    await until('a receipt', async () => (await account.saidTo('oToday')).length === 1);
    const createTime = Math.floor(Date.now() / 1_000);
    const old = { from: 'oToday', text: '今天的来信', msgId, createTime };
    const { attempts } = await account.push({ ...old, timestamp: createTime + hours26 });
    expect(attempts).toMatchObject([{ status: 200, body: 'success' }]);
    await sleep(2_000);
    expect(await account.count('gateway.message')).toBe(before + 2);
    expect(await account.saidTo('oToday')).toHaveLength(1);
  }, 60_000);
});
