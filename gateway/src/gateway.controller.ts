import { accounts, contacts, conversations, quarantine, templates, ticketFiles } from '@hotline/contracts';
import { controllerOf } from '@hotline/platform';
import type { AccountDesk } from './accounts/account-desk.ts';
import type { TestDesk } from './accounts/test-desk.ts';
import type { ContactDesk } from './contacts/contact-desk.ts';
import type { ConversationDesk } from './inbox/conversation-desk.ts';
import type { FileDesk } from './inbox/file-desk.ts';
import type { QuarantineDesk } from './inbox/quarantine-desk.ts';
import type { TemplateDesk } from './inbox/template-desk.ts';
import type { WorkDesk } from './inbox/work-desk.ts';

export const accountsController = (desk: AccountDesk, tests: TestDesk) =>
  controllerOf('accounts', accounts, {
    list: () => desk.list(),
    put: ({ params, body }, me) => desk.put(me, params.id, body),
    test: ({ params, body }, me) => tests.send(me, params.id, body.to),
    tests: ({ params }) => tests.list(params.id),
  });

export const conversationsController = (desk: ConversationDesk, work: WorkDesk, files: FileDesk) =>
  controllerOf('conversations', conversations, {
    list: ({ query }, me) => desk.list(me, query),
    read: ({ params }) => desk.read(params.id),
    answer: ({ params, body, ifMatch }, me) => desk.answer(me, params.id, ifMatch, body.text),
    attach: ({ params, body, ifMatch }, me) => desk.attachBy(me, params.id, ifMatch, body.ticket),
    reveal: ({ params, body }, me) => desk.reveal(me, params.id, body.reason),
    file: ({ params }, me) => files.ofConversation(me, params),
    recognise: ({ params }, me) => files.recognise(me, params),
    counts: (_, me) => work.counts(me),
    colleagues: ({ query }, me) => work.colleagues(me, query),
    take: ({ params, ifMatch }, me) => work.take(me, params.id, ifMatch),
    pass: ({ params, body, ifMatch }, me) => work.pass(me, params.id, ifMatch, body.to),
    done: ({ params, body, ifMatch }, me) => work.end(me, params.id, ifMatch, body),
  });

export const contactsController = (desk: ContactDesk) =>
  controllerOf('contacts', contacts, {
    of: ({ query }, me) => desk.of(me, query),
    find: ({ body }, me) => desk.find(me, body.address),
    join: ({ params, body, ifMatch }, me) => desk.join(me, params.id, ifMatch, body),
    part: ({ params, body, ifMatch }, me) => desk.part(me, params.id, ifMatch, params.join, body.reason),
  });

export const ticketFilesController = (desk: FileDesk) =>
  controllerOf('ticketFiles', ticketFiles, {
    list: ({ params }, me) => desk.list(me, params.id),
    read: ({ params }, me) => desk.ofTicket(me, params),
  });

export const quarantineController = (desk: QuarantineDesk) =>
  controllerOf('quarantine', quarantine, {
    list: ({ query }) => desk.list(query),
    again: ({ params }, me) => desk.again(me, params.id),
    drop: ({ params, body }, me) => desk.drop(me, params.id, body.reason),
  });

export const templatesController = (desk: TemplateDesk) =>
  controllerOf('templates', templates, {
    list: () => desk.list(),
    put: ({ params, body }, me) => desk.put(me, params.id, body),
    filled: ({ params }, me) => desk.filled(me, params.id),
  });
