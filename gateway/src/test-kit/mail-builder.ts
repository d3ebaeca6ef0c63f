import iconv from 'iconv-lite';

export type Piece = string | Uint8Array;

const asBytes = (piece: Piece): Buffer => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : Buffer.from(piece));

/** Bytes of a text in a charset, whatever a label says about them. */
export const inCharset = (text: string, charset: string): Buffer => iconv.encode(text, charset);
export const gbk = (text: string): Buffer => inCharset(text, 'gbk');

/** A template of text and bytes: bytes`Subject: ${gbk('路灯')}`. */
export const bytes = (texts: TemplateStringsArray, ...values: readonly Piece[]): Buffer =>
  Buffer.concat(texts.flatMap((text, index) => [asBytes(text), asBytes(values[index] ?? '')]));

/** Base64 in lines of 76, as mailers write it. */
export const base64 = (content: Piece): string => asBytes(content).toString('base64').replace(/.{76}/g, '$&\r\n');

export const encodedWord = (content: Piece, label: string): string => `=?${label}?B?${asBytes(content).toString('base64')}?=`;

/** Fields and a body, lines ended as on the wire. */
export const part = (fields: readonly Piece[], body: Piece): Buffer =>
  Buffer.concat([...fields.flatMap((field) => [asBytes(field), Buffer.from('\r\n')]), Buffer.from('\r\n'), asBytes(body)]);

/** A multipart of any kind; the boundary is the caller's when she wants to see it. */
export const multipart = (kind: string, parts: readonly Piece[], boundary = `=_${kind}_12345`, fields: readonly Piece[] = []): Buffer =>
  part(
    [...fields, `Content-Type: multipart/${kind}; boundary="${boundary}"`],
    Buffer.concat([
      ...parts.flatMap((one) => [asBytes(`--${boundary}\r\n`), asBytes(one), asBytes('\r\n')]),
      asBytes(`--${boundary}--\r\n`),
    ]),
  );

export const attachment = (content: Piece, disposition: Piece, type = 'application/octet-stream'): Buffer =>
  part([`Content-Type: ${type}`, bytes`Content-Disposition: ${disposition}`, 'Content-Transfer-Encoding: base64'], base64(content));

const usualFields: Readonly<Record<string, string>> = {
  'return-path': 'Return-Path: <wang@example.com>',
  from: 'From: wang@example.com',
  to: 'To: 12345@city.example',
  subject: 'Subject: hello',
  date: 'Date: Mon, 16 Mar 2026 09:30:00 +0800',
  'message-id': 'Message-ID: <one@example.com>',
};

/** A citizen's mail: the usual fields, except where `fields` names its own. `without` leaves some out. */
export function citizenMail(fields: readonly Piece[], body: Piece, without: readonly string[] = []): Buffer {
  const named = new Set([...fields.map((field) => asBytes(field).toString('latin1').split(':')[0]?.toLowerCase() ?? ''), ...without]);
  const usual = Object.entries(usualFields).flatMap(([name, field]) => (named.has(name) ? [] : [field]));
  return part([...usual, ...fields], body);
}

/** A citizen's mail whose body is a multipart, made by `multipart`. */
export const citizenMailOf = (fields: readonly Piece[], body: Buffer): Buffer =>
  Buffer.concat([citizenMail(fields, '').subarray(0, -2), body]);
