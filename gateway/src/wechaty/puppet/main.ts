import { parentPort, workerData } from 'node:worker_threads';
import type { FromPuppet, PuppetOrder, ToPuppet } from '../talk.ts';
import { type Bot, type BotMessage, CannotLoad, loadBot } from './bot.ts';
import { isForUs, saidIn, within } from './told.ts';

/** wechaty-puppet 1.20, types.ScanStatus: a code to scan; one that has run out is followed by a new one. */
const WAITING = 2;
const SCANNED = [3, 4];
const STOP_MS = 2_000;

const tell = (told: FromPuppet): void => parentPort?.postMessage(told);
const wordsOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300);

function listen(bot: Bot): void {
  bot.on('scan', (code, status) => {
    if (status === WAITING && code !== '') tell({ is: 'scan', code });
    else if (SCANNED.includes(status)) tell({ is: 'scanned' });
  });
  bot.on('login', () => tell({ is: 'in' }));
  bot.on('logout', (_, why) => tell({ is: 'out', words: why ?? '' }));
  bot.on('error', (error) => tell({ is: 'trouble', words: wordsOf(error) }));
  bot.on('message', (message) => {
    hear(message).catch((error: unknown) => tell({ is: 'trouble', words: wordsOf(error) }));
  });
}

async function hear(message: BotMessage): Promise<void> {
  if (isForUs(message)) tell({ is: 'said', ...(await saidIn(message)) });
}

async function say(bot: Bot, { order, to, text }: Extract<ToPuppet, { is: 'say' }>): Promise<void> {
  try {
    const contact = await bot.Contact.find({ id: to });
    if (!contact) return tell({ is: 'answer', order, outcome: { is: 'refused', words: '没有这位联系人 no such contact' } });
    const said = await contact.say(text);
    tell({ is: 'answer', order, outcome: { is: 'sent', words: '微信已接收 taken' }, ...(said ? { peerId: said.id } : {}) });
  } catch (error) {
    tell({ is: 'answer', order, outcome: { is: 'later', words: wordsOf(error) } });
  }
}

async function work(order: PuppetOrder): Promise<void> {
  const bot = loadBot(order);
  listen(bot);
  parentPort?.on('message', (ordered: ToPuppet) => {
    if (ordered.is === 'say') void say(bot, ordered);
    else void within(STOP_MS, bot.stop()).finally(() => process.exit(0));
  });
  await bot.start();
}

work(workerData as PuppetOrder).catch((error: unknown) => {
  const isMissing = error instanceof CannotLoad;
  tell({ is: 'trouble', words: isMissing ? error.message : `微信程序未能启动 the puppet did not start: ${wordsOf(error)}` });
  // the line begins it again later; by then it may be installed
  setTimeout(() => process.exit(1), 50);
});
