import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mostAutomaticADay } from '../src/delivery/auto-answers.ts';
import { admin1, mailOf, PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-answers');
  office.tickets.set('261126000123', { ticketId: 'ticket-1', code: '654321' });
});
afterAll(() => office.close());

interface Out {
  readonly id: string;
  readonly purpose: string;
  readonly state: string;
  readonly automatic: boolean;
}
/** What was queued for whoever wrote from here, oldest first. */
const toldTo = async (local: string): Promise<Out[]> =>
  office.rows<Out>(
    `select m.id, d.purpose, d.state, m.automatic from gateway.delivery d join gateway.message m on m.id = d.message_id
     join gateway.conversation v on v.id = m.conversation_id join gateway.contact c on c.id = v.contact_id
     where c.address_masked like $1 order by m.at, m.id`,
    [`${local}%`],
  );

describe('answers that nobody typed (RFC 3834; rows 87, 91)', () => {
  test('the first letter has a receipt, what she adds to it has none', async () => {
    await office.receives(mailOf({ id: 'a1', from: 'anna@example.com' }));
    await office.receives(mailOf({ id: 'a2', from: 'anna@example.com', answers: 'a1@example.com', text: '还有一点' }));
    expect(await toldTo('an')).toMatchObject([{ purpose: 'receipt', state: 'queued', automatic: true }]);
  });

  test(`two machines that answer each other stop after ${mostAutomaticADay.mail} a day, whatever marks they leave out`, async () => {
    for (let n = 1; n <= 12; n += 1)
      await office.receives(mailOf({ from: 'robot@example.com', subject: `票据 ${n}`, text: `自动生成 ${n}` }));
    expect(await toldTo('ro')).toHaveLength(mostAutomaticADay.mail);
  });

  test('who asks with number and code is told how it stands, at once', async () => {
    await office.receives(mailOf({ from: 'query@example.com', subject: '查询', text: '261126000123 654321' }));
    expect(await toldTo('qu')).toMatchObject([{ purpose: 'status', automatic: true }]);
  });

  test('a list, a holiday note and a mail without a sender are answered by nobody', async () => {
    await office.receives(mailOf({ from: 'news@example.com', more: 'List-Id: <news.example.com>\n' }));
    await office.receives(mailOf({ from: 'news@example.com', subject: '自动回复:休假' }));
    expect(await toldTo('ne')).toEqual([]);
  });
});

describe('the words of a ticket’s steps go the way she wrote (row 93)', () => {
  test('read twice and by two readers at once they are one letter, queued under the id that ticketing gave', async () => {
    const taken = await office.receives(mailOf({ id: 's1', from: 'step@example.com', text: '261126000123 654321 还没修好' }));
    expect(taken).toMatchObject({ became: 'addition' });
    office.stepWords.set('words-1', {
      number: '261126000123',
      title: '停水',
      event: 'reply',
      conversationId: null,
      text: '【12345】已修复。查询码654321',
    });
    const told = [{ id: 1, name: 'citizen.told' as const, payload: { id: 'words-1', ticketId: 'ticket-1' } }];
    await Promise.all([office.gateway.heard(told), office.gateway.heard(told)]);
    await office.gateway.heard(told);
    expect((await toldTo('st')).filter(({ id }) => id === 'words-1')).toMatchObject([{ purpose: 'reply', state: 'queued' }]);
  });

  test('a ticket that nobody wrote about makes no letter', async () => {
    office.stepWords.set('words-2', { number: '261126000999', title: '停水', event: 'reply', conversationId: null, text: '已修复' });
    await office.gateway.heard([{ id: 2, name: 'citizen.told', payload: { id: 'words-2', ticketId: 'ticket-of-a-call' } }]);
    expect(await office.rows("select 1 from gateway.message where id = 'words-2'")).toEqual([]);
  });

  test('a notice at night waits for the morning, the answer itself does not', async () => {
    office.clock.advance(13 * 3_600_000); // 23:00 in the city
    for (const [id, event] of [
      ['night-1', 'dispatch'],
      ['night-2', 'reply'],
    ] as const) {
      office.stepWords.set(id, { number: '261126000123', title: '停水', event, conversationId: null, text: '已转办' });
      await office.gateway.heard([{ id: 3, name: 'citizen.told', payload: { id, ticketId: 'ticket-1' } }]);
    }
    const due = await office.rows<{ message_id: string; at: string }>(
      "select message_id, to_char(next_try_at at time zone 'Asia/Shanghai', 'MM-DD HH24:MI') as at from gateway.delivery where message_id like 'night-%' order by 1",
    );
    expect(due).toEqual([
      { message_id: 'night-1', at: '11-27 08:00' },
      { message_id: 'night-2', at: '11-26 23:00' },
    ]);
  });
});

describe('the quarantine', () => {
  const apart = async () => (await office.gateway.quarantine.list({ limit: 50 })).items;

  test('what is read again and still cannot be read stays there; left aside for a reason it is gone from the list, and its bytes stay', async () => {
    await office.receives('   ');
    const [row] = await apart();
    expect(row).toMatchObject({ reason: 'unreadable', bytes: 3 });
    await expect(office.gateway.quarantine.again(admin1, row?.id ?? '')).rejects.toThrow('quarantine.still');
    await office.gateway.quarantine.drop(admin1, row?.id ?? '', '空邮件');
    expect(await apart()).toEqual([]);
    await expect(office.gateway.quarantine.drop(admin1, row?.id ?? '', '再来一次')).rejects.toThrow('quarantine.unknown');
    expect(await office.rows("select 1 from platform.audit where action = 'quarantine.drop'")).toHaveLength(1);
  });

  test('one of too many is a message once the hour is over and somebody has it read again', async () => {
    for (let n = 1; n <= 61; n += 1) await office.receives(mailOf({ from: 'flood@example.com', subject: `第${n}封`, text: `第${n}封` }));
    const [row] = await apart();
    expect(row).toMatchObject({ reason: 'flood' });
    office.clock.advance(3_700_000);
    expect(await office.gateway.quarantine.again(admin1, row?.id ?? '')).toMatchObject({ became: 'matter' });
    expect(await apart()).toEqual([]);
  }, 30_000);

  test('a mail that the database refuses stands apart and stops nothing behind it (osTicket#6710)', async () => {
    await office.rows("alter table gateway.attachment add constraint no_bomb check (claimed_type <> 'application/x-bomb')");
    const bomb = mailOf({ from: 'bomb@example.com' })
      .replace('text/plain; charset=utf-8', 'multipart/mixed; boundary=b')
      .replace(
        /Content-Transfer-Encoding: 8bit\n\n.*\n/,
        '\n--b\nContent-Type: text/plain\n\nhi\n--b\nContent-Type: application/x-bomb; name=a\n\nx\n--b--\n',
      );
    expect(await office.receives(bomb)).toMatchObject({ became: 'quarantine' });
    expect(await office.receives(bomb)).toBe('known');
    expect(await office.receives(mailOf({ from: 'behind@example.com' }))).toMatchObject({ became: 'matter' });
  });
});

describe('the alarm of a silent mailbox', () => {
  test('counts from the last mail, and only where the administrator asked for it', async () => {
    const mailbox = async () => {
      const found = (await office.gateway.accounts.list()).items.find(({ id }) => id === 'mail-main');
      if (!found) throw new Error('no account');
      return found;
    };
    const isSilent = async (): Promise<boolean> => (await mailbox()).isSilent;
    await office.receives(mailOf({ from: 'last@example.com' }));
    // when accounts were last used is written once a second
    const at = office.clock.now().toISOString();
    await vi.waitFor(async () => expect((await mailbox()).lastInAt).toBe(at), 3_000);
    office.clock.advance(31 * 60_000);
    expect(await isSilent()).toBe(false);
    await office.rows(`update gateway.account set settings = '{"quietMinutes": 30}'`);
    expect(await isSilent()).toBe(true);
    await office.receives(mailOf({ from: 'again@example.com' }));
    await vi.waitFor(async () => expect(await isSilent()).toBe(false), 3_000);
  });
});
