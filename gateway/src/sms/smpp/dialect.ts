import type { CarrierOrder, OutgoingPart } from '../carrier.ts';
import type { Dialect } from '../line/dialect.ts';
import { encodings } from '../text.ts';
import { decode, encode, frameLimits, type Pdu, sequenceOfUnreadable } from './codec.ts';
import { type Brought, readDeliver, readReceipt } from './deliver.ts';
import { Naming } from './naming.ts';
import type { SmppSecrets, SmppSettings } from './settings.ts';
import { loginRefusal, verdictOf } from './statuses.ts';

const VERSION_3_4 = 0x34;
const UNKNOWN_COMMAND = 0x03;
/** ESME_RX_P_APPN: the carrier need not try again. */
const NEVER_AGAIN = 0x65;
const HAS_HEADER = 0x40;
const LATIN_1 = 3;
/** Number types and plans: as dialled, a name; the telephone's numbers. */
const kinds = { unknown: 0, international: 1, name: 5 } as const;
const plans = { unknown: 0, telephone: 1 } as const;
const MOST_BYTES = 254;
const ADDRESS = /^\+?[\x21-\x7e]{1,20}$/;

const request = (name: string, fields: Pdu['fields'] = {}) => (sequence: number): Pdu => ({ name, sequence, status: 0, isAnswer: false, fields }); // prettier-ignore
const answerTo = ({ sequence }: { readonly sequence: number }, name: string, status = 0): Pdu => ({ name, sequence, status, isAnswer: true, fields: {} }); // prettier-ignore

/** Data coding 0 is the carrier's own alphabet, mostly GSM 03.38: where ASCII has another sign there, Latin-1 says what is meant. */
function dataCodingOf({ format, hasHeader, content }: OutgoingPart): number {
  if (format !== encodings.ascii.format) return format;
  const text = content.toString('latin1', hasHeader ? (content[0] ?? 0) + 1 : 0);
  return /[@$_`[\\\]^{|}~]/.test(text) ? LATIN_1 : 0;
}

function submitFields({ sourceAddress }: SmppSettings, part: OutgoingPart): Pdu['fields'] {
  if (!ADDRESS.test(part.to)) throw new RangeError('不是号码 not a number');
  if (part.content.length > MOST_BYTES) throw new RangeError(`${part.content.length} bytes of ${MOST_BYTES}`);
  const isNumber = /^\d+$/.test(sourceAddress);
  return {
    source_addr_ton: isNumber ? kinds.unknown : kinds.name,
    source_addr_npi: isNumber ? plans.telephone : plans.unknown,
    source_addr: sourceAddress,
    dest_addr_ton: part.to.startsWith('+') ? kinds.international : kinds.unknown,
    dest_addr_npi: plans.telephone,
    destination_addr: part.to.replace('+', ''),
    esm_class: part.hasHeader ? HAS_HEADER : 0,
    registered_delivery: 1,
    data_coding: dataCodingOf(part),
    short_message: part.content,
  };
}

/** A receipt that nobody can read says nothing, and must not come for ever. */
async function keep(pdu: Pdu, brought: Brought, naming: Naming, { part, report, log }: CarrierOrder): Promise<void> {
  if (brought.isReport) {
    const receipt = readReceipt(pdu, brought.content);
    if (receipt) return report(receipt);
    return log.warn({ bytes: brought.content.length }, 'a receipt of a carrier cannot be read');
  }
  const { id, answered } = naming.name(pdu.sequence, brought);
  const { from, to, format, hasHeader, content } = brought;
  await part({ from, to, format, hasHeader, content, id });
  answered();
}

/** SMPP 3.4 as a transceiver to the line that speaks it. */
export function smppDialect(settings: SmppSettings, { password }: SmppSecrets, order: CarrierOrder): Dialect<Pdu> {
  const { systemId, systemType } = settings;
  const naming = new Naming(() => order.now().getTime());
  return {
    frames: frameLimits,
    decode,
    encode,
    isAnswer: ({ isAnswer }) => isAnswer,
    login: async (ask) => {
      const who = { system_id: systemId, password, system_type: systemType, interface_version: VERSION_3_4 };
      const { status } = await ask(request('bind_transceiver', who));
      if (status !== 0) throw new Error(loginRefusal(status));
      return undefined;
    },
    lost: () => naming.connectionLost(),
    test: request('enquire_link'),
    goodbye: request('unbind'),
    replyTo: (pdu) => {
      switch (pdu.name) {
        case 'deliver_sm': {
          const brought = readDeliver(pdu);
          return { answer: answerTo(pdu, 'deliver_sm_resp'), after: () => keep(pdu, brought, naming, order), phone: brought.from };
        }
        case 'enquire_link':
          return { answer: answerTo(pdu, 'enquire_link_resp') };
        case 'unbind':
          return { answer: answerTo(pdu, 'unbind_resp'), ends: true };
        default:
          return { answer: answerTo(pdu, 'generic_nack', UNKNOWN_COMMAND) };
      }
    },
    replyToUnreadable: (frame) => {
      const sequence = sequenceOfUnreadable(frame);
      return sequence === undefined ? undefined : answerTo({ sequence }, 'deliver_sm_resp', NEVER_AGAIN);
    },
    submit: (part) => request('submit_sm', submitFields(settings, part)),
    judge: ({ name, status, fields }) => {
      if (status !== 0 || name === 'submit_sm_resp')
        return verdictOf(status, typeof fields['message_id'] === 'string' ? fields['message_id'] : '');
      return { is: 'later', words: `应答错乱 answered with ${name}` };
    },
  };
}
