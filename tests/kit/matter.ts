import type { createClient, Got, staffApi, tickets } from '@hotline/contracts';

export type StaffApi = ReturnType<typeof createClient<typeof staffApi>>;

/** What a test may care about in a matter; the rest is a house without water. */
interface Matter {
  readonly title?: string;
  readonly body?: string;
  readonly conversationId?: string;
  readonly contact?: { readonly name?: string; readonly phone?: string };
}

/** A matter for the water bureau, filed by whoever this is. */
export async function filesMatter(api: StaffApi, more: Matter = {}): Promise<Got<typeof tickets.file>> {
  const { items } = await api.categories.list({ query: { q: '供水服务' } });
  return api.tickets.file({
    body: {
      type: 'help',
      category: items[0]?.code ?? '',
      title: '家里停水两天',
      body: '金桂小区三号楼从前天早上起没有水,物业说不清楚原因。',
      contact: { name: '王𠮷', phone: '138 0000 2222' },
      place: { text: '金桂小区三号楼' },
      ...more,
    },
  });
}

/** Whoever a desk of the house is asked for. */
interface People {
  desk(account: string): Promise<{ readonly api: StaffApi }>;
}

/** Takes a matter through dispatch, signature, reply and a callback in which she says nothing of her satisfaction, unless `more` does. */
export async function isCalledBack(people: People, { id }: { readonly id: string }, more: object = {}): Promise<void> {
  const moves = async (account: string, body: object): Promise<void> => {
    const { tickets } = (await people.desk(account)).api;
    const { version } = await tickets.read({ params: { id } });
    await tickets.move({ params: { id }, ifMatch: version, body: body as never });
  };
  await moves('dispatch1', { event: 'dispatch', unit: 'water-bureau' });
  await moves('water1', { event: 'sign' });
  const reply = { facts: true, contacted: true, solved: true, answer: '主管爆裂,已抢修', publicAnswer: '已恢复供水' };
  await moves('water1', { event: 'reply', ...reply });
  await moves('callback1', { event: 'call-back', contacted: true, solved: 'partly', ...more });
}

/** Sends it out to the water bureau, as a dispatcher. */
export const sendsToWater = (api: StaffApi, { id, version }: { readonly id: string; readonly version: number }): Promise<unknown> =>
  api.tickets.move({ params: { id }, ifMatch: version, body: { event: 'dispatch', unit: 'water-bureau' } });
