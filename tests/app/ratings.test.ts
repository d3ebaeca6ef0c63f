import { createClient, publicApi } from '@hotline/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesMatter, isCalledBack } from '../kit/matter.ts';
import { codeOf, House } from './house.ts';

describe('一事一评: on the page that her number and code open (rows 89, 93, 108)', () => {
  let house: House;
  let people: Record<'agent1' | 'callback1', Awaited<ReturnType<House['desk']>>>;
  beforeAll(async () => {
    house = await House.open('app-ratings');
    const accounts = ['agent1', 'callback1'] as const;
    people = Object.fromEntries(await Promise.all(accounts.map(async (account) => [account, await house.desk(account)]))) as typeof people;
  });
  afterAll(() => house.close());

  const site = () => createClient(publicApi, house.siteUrl).publicTickets;
  const files = async () => filesMatter(people.agent1.api);
  type Filed = Awaited<ReturnType<typeof files>>;
  const look = ({ number, queryCode: code }: Filed) => site().read({ params: { number }, query: { code } });
  const rates = async ({ number }: Filed, body: object): Promise<string> => {
    const answer = await house.json('POST', `${house.siteUrl}/api/public/tickets/${number}/rating`, body);
    return answer.status === 204 ? 'counted' : codeOf(answer);
  };
  const calledBack = async (more: object = {}): Promise<Filed> => {
    const filed = await files();
    await isCalledBack(house, filed, more);
    return filed;
  };

  test('once it is done she is asked; her mark counts once, is told to callback, and stands in the audit', async () => {
    const filed = await calledBack();
    const code = filed.queryCode;
    expect(await look(filed)).toMatchObject({ canRate: true, satisfied: null, stage: 'callback' });
    expect(await rates(filed, { code, satisfied: 1 })).toBe('counted');
    expect(await look(filed)).toMatchObject({ canRate: false, satisfied: 1 });
    expect(await rates(filed, { code, satisfied: 4 })).toBe('ticket.rated-already');
    const { callback } = await people.callback1.api.tickets.read({ params: { id: filed.id } });
    expect(callback).toMatchObject({ contacted: true, solved: 'partly', satisfied: 1 });
    const { items } = await people.callback1.api.notices.list({ query: {} });
    expect(items.filter(({ ticketId, kind }) => ticketId === filed.id && kind === 'rate')).toHaveLength(1);
    const lines = await house.database.sql("select actor from platform.audit where action = 'ticket.rate' and object = $1", [
      `ticket:${filed.id}`,
    ]);
    expect(lines).toEqual([{ actor: 'citizen' }]);
  });

  test('before it is done, after she told it on the telephone, and when she withdrew it she is not asked', async () => {
    const [open, told, withdrawn] = [await files(), await calledBack({ satisfied: 4 }), await files()];
    await people.agent1.api.tickets.move({ params: { id: withdrawn.id }, ifMatch: 1, body: { event: 'withdraw', note: '来电撤回' } });
    const seen = [await look(open), await look(told), await look(withdrawn)];
    expect(seen.map(({ canRate, satisfied }) => [canRate, satisfied])).toEqual([
      [false, null],
      [false, 4],
      [false, null],
    ]);
    const refusals = await Promise.all([open, told, withdrawn].map((one) => rates(one, { code: one.queryCode, satisfied: 3 })));
    expect(refusals).toEqual(['ticket.wrong-state', 'ticket.rated-already', 'ticket.nothing-to-rate']);
  });

  test('a wrong code and a number that there is not have one answer; what is no mark is refused', async () => {
    const filed = await calledBack();
    const code = filed.queryCode;
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await rates(filed, { code: wrong, satisfied: 1 })).toBe('ticket.unknown');
    expect(await rates({ ...filed, number: '260101999999' }, { code, satisfied: 1 })).toBe('ticket.unknown');
    for (const satisfied of [0, 2, 5, '4', null, undefined]) expect(await rates(filed, { code, satisfied })).toBe('request.invalid');
    expect(await look(filed)).toMatchObject({ canRate: true, satisfied: null });
  });
});
