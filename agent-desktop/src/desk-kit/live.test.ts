import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { askAgain } from './live.ts';

test('a list that asks for the first time while something moves is asked once more: its first answer is from before', async () => {
  const queries = new QueryClient();
  const answers: ((rows: string[]) => void)[] = [];
  const list = new QueryObserver(queries, {
    queryKey: ['missed'],
    queryFn: () => new Promise<string[]>((resolve) => answers.push(resolve)),
  });
  const over = list.subscribe(() => undefined);
  await expect.poll(() => answers.length).toBe(1);
  askAgain(queries, { queryKey: ['missed'] });
  answers[0]?.([]);
  await expect.poll(() => answers.length).toBe(2);
  answers[1]?.(['13900008888']);
  await expect.poll(() => list.getCurrentResult().data).toEqual(['13900008888']);
  over();
});
