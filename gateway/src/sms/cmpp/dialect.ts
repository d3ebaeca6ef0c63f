import type { CarrierOrder, OutgoingPart } from '../carrier.ts';
import type { Dialect } from '../line/dialect.ts';
import { ProtocolError } from '../line/frames.ts';
import { reportOf } from '../line/stats.ts';
import { isProofOfCarrier, proofOfSource, stampOf } from './authenticator.ts';
import { decode, encode, frameLimits, msgIdOfUnreadable, readReport } from './codec.ts';
import type { Values } from './layout.ts';
import { type Pdu, pdus, type Version, versions } from './pdus.ts';
import { loginRefusal, verdictOf } from './results.ts';
import type { CmppSecrets, CmppSettings } from './settings.ts';

type BodyOf<N extends 'submit' | 'deliver', V extends Version> = Values<(typeof pdus)[N][V]>;
type Deliver = BodyOf<'deliver', Version>;

const hexOf = (id: Uint8Array): string => Buffer.from(id).toString('hex');

/** The fields that both versions have. The city pays (Fee_UserType 2), the citizen does not (FeeType 01). */
const submitBody = (
  { account, sourceNumber, serviceId }: CmppSettings,
  { to, format, hasHeader, content, number, total }: OutgoingPart,
) => ({
  Msg_Id: Buffer.alloc(8),
  Pk_total: total,
  Pk_number: number,
  Registered_Delivery: 1,
  Msg_level: 0,
  Service_Id: serviceId,
  Fee_UserType: 2,
  Fee_terminal_Id: '',
  TP_pId: 0,
  TP_udhi: hasHeader ? 1 : 0,
  Msg_Fmt: format,
  Msg_src: account,
  FeeType: '01',
  FeeCode: '000000',
  ValId_Time: '',
  At_Time: '',
  Src_Id: sourceNumber,
  DestUsr_tl: 1,
  Dest_terminal_Id: [to],
  Msg_Length: content.length,
  Msg_Content: content,
});
const submitBodies = {
  '2.0': (settings, part) => ({ ...submitBody(settings, part), Reserve: Buffer.alloc(8) }),
  '3.0': (settings, part) => ({ ...submitBody(settings, part), Fee_terminal_type: 0, Dest_terminal_type: 0, LinkID: '' }),
} as const satisfies { readonly [V in Version]: (settings: CmppSettings, part: OutgoingPart) => BodyOf<'submit', V> };

/** A Deliver is a report or a part of a message. A report that nobody can read says nothing, and must not come for ever. */
async function keep(deliver: Deliver, { part, report, log }: CarrierOrder): Promise<void> {
  const content = Buffer.from(deliver.Msg_Content);
  if (deliver.Registered_Delivery !== 1)
    return part({
      from: deliver.Src_terminal_Id,
      to: deliver.Dest_Id,
      format: deliver.Msg_Fmt,
      hasHeader: deliver.TP_udhi !== 0,
      content,
      id: hexOf(deliver.Msg_Id),
    });
  const read = readReport(content);
  if (!read) return log.warn({ bytes: content.length }, 'a status report of a carrier cannot be read');
  await report(reportOf(read.msgId, read.stat));
}

const resultOf = (Msg_Id: Uint8Array, Result: number) => ({ Msg_Id, Result });

/** CMPP 2.0 and 3.0 to the line that speaks it. */
export function cmppDialect(settings: CmppSettings, { password }: CmppSecrets, order: CarrierOrder): Dialect<Pdu> {
  const { version, account } = settings;
  return {
    frames: frameLimits,
    decode: (frame) => decode(version, frame),
    encode: (pdu) => encode(version, pdu),
    isAnswer: ({ name }) => pdus[name].command >= 0x8000_0000,
    login: async (ask) => {
      const stamp = stampOf(order.now());
      const proof = proofOfSource(account, password, stamp);
      const body = { Source_Addr: account, AuthenticatorSource: proof, Version: versions[version], Timestamp: Number(stamp) };
      const answer = await ask((sequence) => ({ name: 'connect', sequence, body }));
      if (answer.name !== 'connectResp') throw new ProtocolError(`登录得到 ${answer.name} 应答 the login was answered with ${answer.name}`);
      const { Status, AuthenticatorISMG } = answer.body;
      if (Status !== 0) throw new Error(loginRefusal(Status));
      if (isProofOfCarrier(AuthenticatorISMG, 0, proof, password)) return undefined;
      return '对方未能证明知道密码 the carrier could not prove that it knows the password';
    },
    test: (sequence) => ({ name: 'activeTest', sequence, body: {} }),
    goodbye: (sequence) => ({ name: 'terminate', sequence, body: {} }),
    replyTo: ({ name, sequence, body }) => {
      switch (name) {
        case 'deliver':
          return {
            answer: { name: 'deliverResp', sequence, body: resultOf(body.Msg_Id, 0) },
            after: () => keep(body, order),
            phone: body.Src_terminal_Id,
          };
        case 'activeTest':
          return { answer: { name: 'activeTestResp', sequence, body: { Reserved: 0 } } };
        case 'terminate':
          return { answer: { name: 'terminateResp', sequence, body: {} }, ends: true };
        default:
          throw new ProtocolError(`运营商不应发来 ${name} a carrier does not send ${name}`);
      }
    },
    replyToUnreadable: (frame) => {
      const unread = msgIdOfUnreadable(frame);
      return unread && { name: 'deliverResp', sequence: unread.sequence, body: resultOf(unread.msgId, 1) };
    },
    submit: (part) => (sequence) => ({ name: 'submit', sequence, body: submitBodies[version](settings, part) }),
    judge: (answer) =>
      answer.name === 'submitResp'
        ? verdictOf(answer.body.Result, hexOf(answer.body.Msg_Id))
        : { is: 'later', words: `应答错乱 answered with ${answer.name}` },
  };
}
