/** What stands in an element: text, or elements in it; of several of one name the first. */
export type Xml = string | XmlFields;
export interface XmlFields {
  readonly [name: string]: Xml;
}

/** Bytes of one push: what WeChat sends is under 10 KB. */
export const XML_BYTES = 131_072;
const MOST_ELEMENTS = 500;
const MOST_DEPTH = 6;

/** It is no XML as WeChat writes it. */
export class XmlError extends Error {}

const OPENS = /<([A-Za-z_][\w.-]{0,63})\s*(\/?)>/y;
const CLOSES = /<\/([A-Za-z_][\w.-]{0,63})\s*>/y;
const PROLOG = /^\uFEFF?\s*(?:<\?xml[^<>]{0,200}\?>\s*)?/;
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

interface Open {
  readonly name: string;
  readonly inner: Record<string, Xml>;
  text: string;
}

/**
 * Reads the little XML that WeChat writes: elements, text and CDATA. Attributes, comments, DOCTYPE and entities of one's own are refused, so
 * that nothing grows beyond what came; one pass over the text. Throws `XmlError`.
 */
export function readXml(text: string): XmlFields {
  if (text.length > XML_BYTES) throw new XmlError(`longer than ${XML_BYTES}`);
  const reader = new Reader(text, PROLOG.exec(text)?.[0].length ?? 0);
  while (!reader.isDone) reader.step();
  return reader.fields;
}

class Reader {
  readonly #text: string;
  #at: number;
  #elements = 0;
  readonly #open: Open[] = [];
  #root: XmlFields | undefined;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  get isDone(): boolean {
    return this.#root !== undefined;
  }

  get fields(): XmlFields {
    if (this.#root === undefined || this.#text.slice(this.#at).trim() !== '') throw new XmlError('something follows the end');
    return this.#root;
  }

  step(): void {
    if (this.#text.startsWith('<![CDATA[', this.#at)) return this.#add(this.#upTo(']]>', 9), 3);
    if (this.#text.startsWith('</', this.#at)) return this.#close();
    if (this.#text.startsWith('<', this.#at)) return this.#begin();
    this.#add(unescaped(this.#upTo('<', 0)), 0);
  }

  #upTo(end: string, skip: number): string {
    const start = this.#at + skip;
    const at = this.#text.indexOf(end, start);
    if (at < 0) throw new XmlError('it breaks off');
    this.#at = at;
    return this.#text.slice(start, at);
  }

  #add(text: string, skip: number): void {
    const top = this.#open.at(-1);
    if (top === undefined) throw new XmlError('text outside of everything');
    top.text += text;
    this.#at += skip;
  }

  #begin(): void {
    OPENS.lastIndex = this.#at;
    const [found, name, isEmpty] = OPENS.exec(this.#text) ?? [];
    if (found === undefined || name === undefined) throw new XmlError('no element as WeChat writes them');
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS || this.#open.length >= MOST_DEPTH) throw new XmlError('too many elements');
    this.#at += found.length;
    this.#open.push({ name, inner: Object.create(null) as Record<string, Xml>, text: '' });
    if (isEmpty) this.#end();
  }

  #close(): void {
    CLOSES.lastIndex = this.#at;
    const [found, name] = CLOSES.exec(this.#text) ?? [];
    if (found === undefined || this.#open.at(-1)?.name !== name) throw new XmlError('an end without a beginning');
    this.#at += found.length;
    this.#end();
  }

  #end(): void {
    const done = this.#open.pop();
    if (done === undefined) throw new XmlError('an end without a beginning');
    const hasInner = Object.keys(done.inner).length > 0;
    const above = this.#open.at(-1);
    if (above === undefined) this.#root = done.inner;
    else if (!(done.name in above.inner)) above.inner[done.name] = hasInner ? done.inner : done.text;
  }
}

const unescaped = (text: string): string =>
  text.replace(/&([^;&]{0,10});?/g, (whole, name: string) => {
    const sign = whole.endsWith(';') ? named[name] : undefined;
    if (sign === undefined) throw new XmlError('an entity');
    return sign;
  });

/** The text of an element; undefined where there is none. */
export const textOf = (fields: XmlFields, name: string): string | undefined => {
  const found = fields[name];
  return typeof found === 'string' ? found : undefined;
};

/** Writes it as WeChat does. */
export const writeXml = (fields: XmlFields): string => `<xml>${written(fields)}</xml>`;
const written = (fields: XmlFields): string =>
  Object.entries(fields)
    .map(([name, inner]) => `<${name}>${typeof inner === 'string' ? cdata(inner) : written(inner)}</${name}>`)
    .join('');
const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
