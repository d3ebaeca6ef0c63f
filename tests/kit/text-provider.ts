import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { until } from './hotline.ts';

/** A provider of texts with an HTTP interface: it takes every text and remembers it. */
export class TextProvider {
  readonly texts: { readonly to: string; readonly text: string }[] = [];
  refuses = false;
  readonly #server = http.createServer((request, response) => {
    let body = '';
    request.on('data', (piece: Buffer) => (body += piece.toString()));
    request.on('end', () => {
      if (!this.refuses) this.texts.push(JSON.parse(body) as { to: string; text: string });
      response.end(JSON.stringify({ code: this.refuses ? 9 : 0, id: `p-${this.texts.length}` }));
    });
  });

  static async open(): Promise<TextProvider> {
    const provider = new TextProvider();
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  /** The account of the hotline there. */
  get account() {
    const url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/send`;
    const body = { to: '{to}', text: '{text}', secret: '{secret}' };
    const send = { url, contentType: 'json', body, ok: { path: 'code', equals: 0 }, idPath: 'id' };
    const hooks = {
      incoming: { from: 'from', text: 'text', id: 'id' },
      report: { id: 'id', state: 'state', delivered: ['1'], failed: ['0'] },
    };
    return {
      kind: 'sms' as const,
      name: '短信',
      settings: { carrier: { protocol: 'http', send, hooks }, signature: '商丘12345' },
      secrets: { password: 'hush' },
    };
  }

  async textTo(phone: string, words: RegExp): Promise<string> {
    return until(
      `text to ${phone} like ${words.source}`,
      () => this.texts.find(({ to, text }) => to.endsWith(phone) && words.test(text))?.text,
    );
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
