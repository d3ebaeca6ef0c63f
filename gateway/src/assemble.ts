import { type AuditBook, type Clock, type Database, type Happened, type KeyRing, type Log, startSweep, sweepOnce } from '@hotline/platform';
import { AccountDesk } from './accounts/account-desk.ts';
import { TestDesk } from './accounts/test-desk.ts';
import type { HookReply, HookRequest } from './channel.ts';
import { Lines } from './accounts/lines.ts';
import { Traffic } from './accounts/traffic.ts';
import { CitizenBook } from './contacts/citizen-book.ts';
import { ContactDesk } from './contacts/contact-desk.ts';
import { DeliveryDesk } from './delivery/delivery-desk.ts';
import { Reach } from './delivery/reach.ts';
import { StepLetters } from './delivery/step-letters.ts';
import {
  accountsController,
  contactsController,
  conversationsController,
  quarantineController,
  templatesController,
  ticketFilesController,
} from './gateway.controller.ts';
import { ConversationDesk } from './inbox/conversation-desk.ts';
import { FileDesk } from './inbox/file-desk.ts';
import { QuarantineDesk } from './inbox/quarantine-desk.ts';
import { waitingShelf } from './inbox/signals.ts';
import { TemplateDesk } from './inbox/template-desk.ts';
import { WorkDesk } from './inbox/work-desk.ts';
import { FileStore } from './intake/file-store.ts';
import { IntakeDesk } from './intake/intake-desk.ts';
import type { GatewayPorts } from './ports.ts';

export interface GatewayNeeds {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Log;
  readonly audit: AuditBook;
  readonly ring: KeyRing;
  readonly ports: GatewayPorts;
  /** Where files of messages lie. */
  readonly folder: string;
  readonly retryScale: number;
  /** Where programs lie that a channel needs and that do not come with the hotline. */
  readonly programs: string;
}

/** Real milliseconds between two looks for messages that are due. */
const ROUND_MS = 500;

export function assembleGateway(need: GatewayNeeds) {
  const files = new FileStore(need.folder);
  const reach = new Reach(need);
  const traffic = new Traffic(need);
  const deliveries = new DeliveryDesk({ ...need, reach, traffic, lineOf: (id) => lines.of(id) });
  const intake = new IntakeDesk({ ...need, files, deliveries, traffic });
  const lines: Lines = new Lines({ ...need, intake, deliveries });
  const letters = new StepLetters({ ...need, deliveries, reach });
  const accounts = new AccountDesk({ ...need, changed: (id) => lines.renew(id) });
  const tests = new TestDesk({ ...need, deliveries });
  const conversations = new ConversationDesk({ ...need, deliveries });
  const work = new WorkDesk({ ...need, deliveries }, conversations);
  const messageFiles = new FileDesk({ ...need, files });
  const book = new CitizenBook(need.database.db, need.ring);
  const contacts = new ContactDesk({ ...need, book });
  const templates = new TemplateDesk(need);
  const quarantine = new QuarantineDesk({ ...need, files, intake });
  const shelf = waitingShelf(need.ports.notices);
  const signalsDue = (): Promise<number> => sweepOnce(need.database.db, need.clock, shelf);
  const rounds = roundsOf(deliveries, need.log);
  return {
    intake,
    accounts,
    tests,
    conversations,
    work,
    contacts,
    book,
    templates,
    quarantine,
    sweepNow: signalsDue,
    startSweep: () => startSweep(signalsDue, need.log),
    /** What a peer pushes; undefined: there is no such account, or nothing is pushed to it. */
    hook: (accountId: string, request: HookRequest): Promise<HookReply> | undefined => lines.of(accountId)?.hook?.(request),
    /** Reads the events that concern it, under its own name. */
    heard: (happened: readonly Happened[]): Promise<void> => letters.heard(happened),
    controllers: [
      accountsController(accounts, tests),
      conversationsController(conversations, work, messageFiles),
      contactsController(contacts),
      ticketFilesController(messageFiles),
      quarantineController(quarantine),
      templatesController(templates),
    ],
    start: async (): Promise<void> => {
      await deliveries.recover();
      await lines.start();
      rounds.start();
    },
    stop: async (): Promise<void> => {
      rounds.stop();
      await lines.stop();
      await rounds.done();
      await deliveries.settled();
      await traffic.write();
    },
  };
}

/** Looks for messages that are due, one look after the other, until stopped. */
function roundsOf(deliveries: DeliveryDesk, log: Log) {
  let timer: NodeJS.Timeout | undefined;
  let working: Promise<void> = Promise.resolve();
  let stopped = false;
  const round = async (): Promise<void> => {
    try {
      while ((await deliveries.round()) > 0) continue;
    } catch (error) {
      log.warn({ error: String(error) }, 'messages could not be sent; trying again');
    }
  };
  const next = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      working = round().then(next);
    }, ROUND_MS);
  };
  return {
    start: next,
    stop: (): void => {
      stopped = true;
      clearTimeout(timer);
    },
    done: (): Promise<void> => working,
  };
}
