export * from './mail-builder.ts';
export { type Bitmap, tiffOf } from '../fax/paper/tiff.ts';
export { decode as decodeCmpp, encode as encodeCmpp, frameLimits as cmppLimits } from '../sms/cmpp/codec.ts';
export { Frames } from '../sms/line/frames.ts';
export { encodings, encodeText, partsOf } from '../sms/text.ts';
export { encrypt as encryptForWechat, signatureOf as wechatSignatureOf } from '../wechat/callback/crypt.ts';
export { writeXml as writeWechatXml } from '../wechat/callback/xml.ts';
export { exifIn, mapTile, phonePhoto } from './photos.ts';
