import type { FaxOrder, FaxPort, FaxReceived, FaxSent } from '../../src/fax/fax-port.ts';
import type { Recogniser } from '../../src/recognition/recogniser.ts';

/** A telephone line on the bench: what comes in and how each try goes is said by the test. Real faxes are sent in tests/calls. */
export class FaxBench implements FaxPort {
  readonly orders: FaxOrder[] = [];
  readonly forgotten: string[] = [];
  readonly results: FaxSent[] = [];
  readonly #listeners = new Map<string, (fax: FaxReceived) => Promise<void>>();

  isUp(): boolean {
    return true;
  }

  listen(number: string, { take }: { take: (fax: FaxReceived) => Promise<void> }): Promise<() => Promise<void>> {
    this.#listeners.set(number, take);
    return Promise.resolve(() => Promise.resolve(void this.#listeners.delete(number)));
  }

  send(order: FaxOrder): Promise<FaxSent> {
    this.orders.push(order);
    return Promise.resolve(this.results.shift() ?? { is: 'no-answer', pages: 0, words: 'NOANSWER', station: '', rate: '', ecm: false });
  }

  forget(id: string): Promise<void> {
    this.forgotten.push(id);
    return Promise.resolve();
  }

  async comes(number: string, fax: FaxReceived): Promise<void> {
    const take = this.#listeners.get(number);
    if (!take) throw new Error(`nobody listens at ${number}`);
    await take(fax);
  }
}

/** A reader of pictures that says what the test told it, or throws that. The real model is run by hand: it weighs 306 MB. */
export class SaysWhatItIsTold implements Recogniser {
  says: string[] | Error = [];
  readonly pictures: Uint8Array[] = [];

  read(picture: Uint8Array): Promise<string[]> {
    this.pictures.push(picture);
    return this.says instanceof Error ? Promise.reject(this.says) : Promise.resolve(this.says);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
