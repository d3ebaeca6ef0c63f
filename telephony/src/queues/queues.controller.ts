import { queues } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { QueueBook } from './queue-book.ts';

export const queuesController = (book: QueueBook) =>
  controllerOf('queues', queues, {
    list: () => ({ items: book.views() }),
    change: ({ params, ifMatch, body }, me) => book.change(me, params.code, ifMatch, body),
    addNumber: ({ params, body }, me) => book.addNumber(me, params.code, body.number),
    removeNumber: ({ params }, me) => book.removeNumber(me, params.code, params.number),
  });
