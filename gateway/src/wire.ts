/** What a counterpart of the gateway speaks: carriers' frames and WeChat's envelopes, for the simulator. */
export { decode as decodeCmpp, encode as encodeCmpp, frameLimits as cmppLimits, writeReport } from './sms/cmpp/codec.ts';
export { proofOfCarrier, proofOfSource } from './sms/cmpp/authenticator.ts';
export { type Pdu as CmppPdu, type Version as CmppVersion, versions as cmppVersions } from './sms/cmpp/pdus.ts';
export { Frames } from './sms/line/frames.ts';
export { decodeText, encodings, headerOf, partsOf } from './sms/text.ts';
export { decrypt as decryptFromWechat, encrypt as encryptForWechat, signatureOf as wechatSignatureOf } from './wechat/callback/crypt.ts';
export { readXml as readWechatXml, textOf as textOfWechat, writeXml as writeWechatXml, type XmlFields } from './wechat/callback/xml.ts';
export { QUERY_KEY } from './wechat/callback/reading.ts';
