import {
  type AuditBook,
  type Clock,
  type Database,
  type Happened,
  type HouseMap,
  type KeyRing,
  type Log,
  startSweep,
  sweepOnce,
} from '@hotline/platform';
import { AccountDesk } from './accounts/account-desk.ts';
import { TestDesk } from './accounts/test-desk.ts';
import type { HookReply, HookRequest } from './channel.ts';
import { Lines } from './accounts/lines.ts';
import { keepSimulated, type SimulatedAccount } from './accounts/simulated.ts';
import { Traffic } from './accounts/traffic.ts';
import { CitizenBook } from './contacts/citizen-book.ts';
import { ContactDesk } from './contacts/contact-desk.ts';
import { DeliveryDesk } from './delivery/delivery-desk.ts';
import { Reach } from './delivery/reach.ts';
import { Rounds } from './delivery/rounds.ts';
import { Sending } from './delivery/sending.ts';
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
import { MapDesk } from './map/map-desk.ts';
import { publicMapController, staffMapController } from './map/map.controller.ts';
import type { GatewayPorts } from './ports.ts';
import type { Recogniser } from './recognition/recogniser.ts';
import { WebDesk } from './web/web-desk.ts';
import { publicMessagesController } from './web/web.controller.ts';

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
  /** Accounts at the simulator of a demo; none in service. */
  readonly simulated?: readonly SimulatedAccount[];
  readonly recogniser: Recogniser;
  /** The city's map; undefined: none is shown, and no point taken. */
  readonly map?: HouseMap;
}

export function assembleGateway(need: GatewayNeeds) {
  const files = new FileStore(need.folder);
  const reach = new Reach(need);
  const traffic = new Traffic(need);
  const deliveries = new DeliveryDesk({ ...need, reach, traffic });
  const sending = new Sending({ ...need, reach, traffic, deliveries, lineOf: (id) => lines.of(id) });
  const intake = new IntakeDesk({ ...need, files, deliveries, traffic });
  const lines: Lines = new Lines({ ...need, intake, sending });
  const letters = new StepLetters({ ...need, deliveries, reach });
  const accounts = new AccountDesk({ ...need, changed: (id) => lines.renew(id) });
  const map = new MapDesk(need);
  const webDesk = new WebDesk({ ...need, map, db: need.database.db, intake, files, lineOf: (id) => lines.of(id) });
  const tests = new TestDesk({ ...need, deliveries });
  const conversations = new ConversationDesk({ ...need, deliveries, receipts: webDesk.receipts });
  const work = new WorkDesk({ ...need, deliveries, receipts: webDesk.receipts }, conversations);
  const messageFiles = new FileDesk({ ...need, files });
  const book = new CitizenBook(need.database.db, need.ring);
  const contacts = new ContactDesk({ ...need, book });
  const templates = new TemplateDesk(need);
  const quarantine = new QuarantineDesk({ ...need, files, intake });
  const shelf = waitingShelf(need.ports.notices);
  const signalsDue = (): Promise<number> => sweepOnce(need.database.db, need.clock, shelf);
  const rounds = new Rounds({ ...need, sending });
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
    web: webDesk,
    files: messageFiles,
    sweepNow: signalsDue,
    startSweep: () => startSweep(signalsDue, need.log),
    /** What a peer pushes; undefined: there is no such account, or nothing is pushed to it. */
    hook: (accountId: string, request: HookRequest): Promise<HookReply> | undefined => lines.of(accountId)?.hook?.(request),
    /** Reads the events that concern it, under its own name. */
    heard: (happened: readonly Happened[]): Promise<void> => letters.heard(happened),
    controllers: controllersOf({ accounts, tests, conversations, work, contacts, messageFiles, quarantine, templates, map }),
    publicControllers: [publicMessagesController(webDesk), publicMapController(map)],
    sweep: (): Promise<void> => webDesk.photos.sweep(),
    start: async (): Promise<void> => {
      await webDesk.open();
      await keepSimulated(need, need.simulated ?? []);
      await sending.recover();
      await lines.start();
      rounds.start();
    },
    stop: async (): Promise<void> => {
      rounds.stop();
      await lines.stop();
      await rounds.done();
      await Promise.all([traffic.write(), need.recogniser.close()]);
    },
  };
}

interface Desks {
  readonly accounts: AccountDesk;
  readonly tests: TestDesk;
  readonly conversations: ConversationDesk;
  readonly work: WorkDesk;
  readonly contacts: ContactDesk;
  readonly messageFiles: FileDesk;
  readonly quarantine: QuarantineDesk;
  readonly templates: TemplateDesk;
  readonly map: MapDesk;
}

/** Every group of operations, with who answers it. */
const controllersOf = ({ accounts, tests, conversations, work, contacts, messageFiles, quarantine, templates, map }: Desks) => [
  accountsController(accounts, tests),
  conversationsController(conversations, work, messageFiles),
  contactsController(contacts),
  ticketFilesController(messageFiles),
  quarantineController(quarantine),
  templatesController(templates),
  staffMapController(map),
];
