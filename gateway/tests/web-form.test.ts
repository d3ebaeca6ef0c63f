import { randomUUID } from 'node:crypto';
import { type WebMatter } from '@hotline/contracts';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { solve } from '../../tests/kit/site-visitor.ts';
import { zeroBits } from '../src/web/challenge.ts';
import { MOST_PHOTOS_AN_HOUR } from '../src/web/photo-desk.ts';
import { MOST_MATTERS_AN_HOUR } from '../src/web/web-desk.ts';
import { PostOffice } from './kit/post-office.ts';

let office: PostOffice;
beforeAll(async () => {
  office = await PostOffice.open('gateway-web-form');
  await office.gateway.web.open();
  await office.rows(`update gateway.account set settings = '{"difficulty": 8}' where id = 'web-main'`);
});
afterAll(() => office.close());

const paid = async (): Promise<WebMatter['proof']> => {
  const { challenge, difficulty } = await office.gateway.web.begin();
  return { challenge, nonce: solve(challenge, difficulty) };
};
const matter = async (over: Partial<WebMatter> = {}): Promise<WebMatter> => ({
  body: '停水两天',
  place: { text: '三号楼' },
  contact: { phone: '13800001111' },
  files: [],
  ...over,
  proof: over.proof ?? (await paid()),
});
const send = async (over: Partial<WebMatter> = {}, address = '10.0.0.1') => office.gateway.web.send(await matter(over), address);
const countOf = async (what: string): Promise<number> =>
  (await office.rows<{ n: number }>(`select count(*)::int as n from ${what}`))[0]?.n ?? 0;
const photo = (): Promise<Buffer> =>
  sharp({
    create: { width: 20, height: 20, channels: 3, background: { r: Math.floor(office.clock.now().getTime() / 1_000) % 255, g: 9, b: 9 } },
  })
    .png()
    .toBuffer();

describe('the work that a matter costs', () => {
  test('zero bits are counted from the front', () => {
    expect([zeroBits(Buffer.of(0x80)), zeroBits(Buffer.of(0, 0x10)), zeroBits(Buffer.of(0, 0)), zeroBits(Buffer.of(1))]).toEqual([
      0, 11, 16, 7,
    ]);
  });

  test('a proof pays for one matter: used again it is refused, and nothing is written', async () => {
    const proof = await paid();
    await send({ proof });
    const before = await countOf('gateway.web_report');
    await expect(send({ proof })).rejects.toThrow('proof.spent');
    await Promise.all([1, 2, 3].map(() => expect(send({ proof })).rejects.toThrow('proof.spent')));
    expect(await countOf('gateway.web_report')).toBe(before);
  });

  test('of ten at once with one proof one is taken', async () => {
    const proof = await paid();
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => send({ proof }, '10.0.0.2')));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.each([
    ['unanswered', (challenge: string) => ({ challenge, nonce: wrongFor(challenge) })],
    ['made up', () => ({ challenge: `abc.${office.clock.now().getTime() + 60_000}.0.mac`, nonce: 0 })],
    ['made easier', (challenge: string) => ({ challenge: challenge.replace(/\.8\./, '.0.'), nonce: 0 })],
    ['no challenge at all', () => ({ challenge: 'x', nonce: 0 })],
  ])('a challenge that is %s is refused', async (_, proofOf) => {
    const { challenge } = await office.gateway.web.begin();
    await expect(send({ proof: proofOf(challenge) })).rejects.toThrow('proof.wrong');
  });

  test('a challenge is good for ten minutes', async () => {
    const proof = await paid();
    office.clock.advance(10 * 60_000 + 1);
    await expect(send({ proof })).rejects.toThrow('proof.wrong');
  });
});

/** A nonce that does not pay. */
const wrongFor = (challenge: string): number => {
  for (let nonce = 0; ; nonce += 1) if (solve(challenge, 8) !== nonce) return nonce;
};

describe('what is kept of a matter', () => {
  test('the same one again, its answer lost on the way, has the same number and is one message', async () => {
    const id = randomUUID();
    const first = await send({ id, body: '路灯不亮' });
    const before = await countOf('gateway.message');
    expect(await send({ id, body: '路灯不亮' })).toEqual(first);
    expect(await countOf('gateway.message')).toBe(before);
  });

  test('one whose number was given before the app died is taken in when it is sent again', async () => {
    const id = randomUUID();
    const first = await send({ id, body: '断电前的一件' });
    await office.rows('delete from gateway.message where external_id = $1', [id]);
    expect(await office.gateway.web.receipts.of(first.number)).toMatchObject({ isWaiting: true, ticketId: null });
    expect(await send({ id, body: '断电前的一件' })).toEqual(first);
    expect(await countOf(`gateway.message where external_id = '${id}'`)).toBe(1);
  });

  test('two at once with the same id are one', async () => {
    const id = randomUUID();
    const [one, two] = await Promise.all([send({ id, body: '同时' }), send({ id, body: '同时' })]);
    expect(one.number).toBe(two.number);
    expect(await countOf(`gateway.web_report where external_id = '${id}'`)).toBe(1);
  });

  test('what its writer adds goes on with the same conversation, once, and waits; without her code it is nobody’s', async () => {
    const { number } = await send({ body: '井盖松动', contact: { phone: '13722223333' } });
    const more = async (code: string, id = randomUUID()) =>
      office.gateway.web.more(number, { id, code, body: '今天有人摔倒', proof: await paid() }, '10.0.0.6');
    await expect(more('000000')).rejects.toThrow('ticket.unknown');
    const id = randomUUID();
    await more('654321', id);
    await more('654321', id);
    const rows = await office.rows<{ becomes: string; conversation_id: string; waits: boolean }>(
      `select m.becomes, m.conversation_id, v.waits_since is not null as waits from gateway.message m
       join gateway.conversation v on v.id = m.conversation_id join gateway.contact c on c.id = v.contact_id
       where c.address_masked = '137****3333' and m.direction = 'in'`,
    );
    expect(rows.map(({ becomes, waits }) => [becomes, waits])).toEqual([
      ['matter', true],
      ['matter', true],
    ]);
    expect(new Set(rows.map(({ conversation_id }) => conversation_id)).size).toBe(1);
    expect(
      await countOf(
        "gateway.delivery d join gateway.message m on m.id = d.message_id join gateway.conversation v on v.id = m.conversation_id join gateway.contact c on c.id = v.contact_id where c.address_masked = '137****3333'",
      ),
    ).toBe(1);
    await expect(
      office.gateway.web.more('261126999999', { code: '654321', body: '没有这件', proof: await paid() }, '10.0.0.6'),
    ).rejects.toThrow('ticket.unknown');
  });

  test('neither name, number nor place stands in the database as it was written', async () => {
    await send({
      body: '隐私的事',
      contact: { name: '欧阳春晓', phone: '13911112222' },
      place: { text: '金桂小区九号' },
      demand: '请保密',
    });
    const rows = await office.rows('select r.*, m.*, c.* from gateway.web_report r, gateway.message m, gateway.contact c');
    for (const secret of ['欧阳春晓', '13911112222', '金桂小区九号', '请保密', '隐私的事'])
      expect(JSON.stringify(rows)).not.toContain(secret);
  });

  test.each([
    ['a number that is none', { contact: { phone: '12' } }, 'phone.wrong'],
    ['a place that there is not', { place: { text: '', regionCode: 'nowhere' } }, 'region.unknown'],
    ['a photo that there is not', { files: ['nothing'] }, 'photo.unknown'],
  ])('%s is refused, and its proof can be used once it is right', async (_, over, code) => {
    const proof = await paid();
    await expect(send({ ...over, proof }, '10.0.0.3')).rejects.toThrow(code);
    await send({ proof }, '10.0.0.3');
  });

  test('a form that the administrator switches off takes nothing', async () => {
    await office.rows("update gateway.account set active = false where id = 'web-main'");
    await expect(office.gateway.web.begin()).rejects.toThrow('web-form.closed');
    await expect(office.gateway.web.photo(await photo(), '10.0.0.4')).rejects.toThrow('web-form.closed');
    await office.rows("update gateway.account set active = true where id = 'web-main'");
    await office.gateway.web.begin();
  });
});

describe('photos that nobody sends, and floods', () => {
  test('a photo is gone after a day with its bytes; one that a matter took stays', async () => {
    const left = await office.gateway.web.photo(await photo(), '10.0.0.5');
    office.clock.advance(3_000);
    const taken = await office.gateway.web.photo(await photo(), '10.0.0.5');
    const { path: before } = await office.gateway.web.photos.look(left.id);
    await send({ body: '有照片', files: [taken.id] }, '10.0.0.5');
    await office.gateway.sweep();
    await office.gateway.web.photos.look(left.id);
    office.clock.advance(86_400_001);
    await office.gateway.sweep();
    await expect(office.gateway.web.photos.look(left.id)).rejects.toThrow('photo.unknown');
    const files = await office.rows<{ sha256: string }>("select sha256 from gateway.attachment where claimed_type = 'image/jpeg'");
    expect(files).toHaveLength(1);
    expect(
      await sharp(before)
        .metadata()
        .catch(() => 'gone'),
    ).toBe('gone');
  });

  test('a flood from one address is refused with a reason and one audit line; others go on, and so does she in the next hour', async () => {
    let n = 1_000;
    const flood = () => send({ body: '刷', contact: { phone: `1390000${(n += 1)}` } }, '10.9.9.9').catch(({ message }: Error) => message);
    for (let sent = 1; sent <= MOST_MATTERS_AN_HOUR; sent += 1) expect(await flood()).toMatchObject({ queryCode: '654321' });
    for (let more = 1; more <= 5; more += 1) expect(await flood()).toBe('web-form.flood');
    expect(await countOf("platform.audit where action = 'web-form.flood' and address = '10.9.9.9'")).toBe(1);
    await send({}, '10.9.9.8');
    office.clock.advance(3_600_000);
    expect(await flood()).toMatchObject({ queryCode: '654321' });
  });

  test('photos of one address are bounded too, and each refused file has its line', async () => {
    const picture = await photo();
    const add = (bytes: Uint8Array) => office.gateway.web.photo(bytes, '10.8.8.8').catch(({ message }: Error) => message);
    expect(await add(Buffer.from('MZ\0\0 no picture'))).toBe('photo.unreadable');
    for (let n = 2; n <= MOST_PHOTOS_AN_HOUR; n += 1) expect(await add(picture)).toMatchObject({ wide: 20 });
    expect([await add(picture), await add(picture)]).toEqual(['web-form.flood', 'web-form.flood']);
    const lines = await office.rows<{ details: { reason: string } }>(
      "select details from platform.audit where action = 'photo.refused' order by id",
    );
    expect(lines.map(({ details }) => details.reason)).toEqual(['photo.unreadable', 'web-form.flood']);
  });
});
