import type { Got, conversations } from '@hotline/contracts';
import type { House } from '../app/house.ts';
import { until } from './hotline.ts';

export type Conversation = Got<typeof conversations.read>;
type Api = Awaited<ReturnType<House['desk']>>['api'];

/** A mail with what a test cares about. */
export function mailOf(given: { from?: string; subject?: string; text?: string; id?: string; answers?: string; more?: string }): string {
  const { from = '王𠮷 <wang@citizen.example>', subject = '停水', text = '金桂小区三号楼停水两天', id, answers, more = '' } = given;
  return `From: ${from}
To: hotline@city.example
Subject: ${subject}
${id === undefined ? '' : `Message-ID: <${id}>\n`}Date: Thu, 26 Nov 2026 10:00:00 +0800
${answers === undefined ? '' : `In-Reply-To: <${answers}>\nReferences: <${answers}>\n`}${more}MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

${text}
`;
}

/** The conversation whose newest words begin so, once it is there. */
export const conversationSaying = (api: Api, words: string, withinMs = 15_000): Promise<Conversation> =>
  until(
    `conversation that says ${words}`,
    async () => {
      const { items } = await api.conversations.list({ query: { waiting: false, limit: 100 } });
      const found = items.find(({ begins, subject }) => begins.includes(words) || subject?.includes(words));
      return found && api.conversations.read({ params: { id: found.id } });
    },
    withinMs,
  );

/** A conversation once it is as a test waits for it. */
export const conversationOnce = (
  api: Api,
  id: string,
  is: (conversation: Conversation) => boolean,
  withinMs = 15_000,
): Promise<Conversation> =>
  until(
    'conversation as it should be',
    async () => {
      const found = await api.conversations.read({ params: { id } });
      return is(found) && found;
    },
    withinMs,
  );

/** A header of a raw mail, unfolded. */
export const headerOf = (raw: string, name: string): string =>
  new RegExp(`^${name}:[ \\t]*((?:.*(?:\\r?\\n[ \\t].*)*))`, 'im').exec(raw.split(/\r?\n\r?\n/)[0] ?? '')?.[1]?.replace(/\s+/g, ' ') ?? '';
