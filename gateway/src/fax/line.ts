import { domesticOf } from '@hotline/contracts';
import type { ChannelGround, Line, Outgoing } from '../channel.ts';
import type { Outcome } from '../delivery/rules.ts';
import { pagesOfLetter } from './paper/letter.ts';
import { tiffOf } from './paper/tiff.ts';
import { arrivalOfFax, rawOf, WITHHELD } from './reading.ts';
import { outcomeOf } from './results.ts';
import type { FaxSecrets, FaxSettings } from './settings.ts';
import { Slots } from '../slots.ts';

/** Real milliseconds between two looks whether the switch is there. */
const LOOK_MS = 2_000;

const goesOn: Outcome = { is: 'later', words: '热线重启,传真在线路上继续 the hotline stopped, the fax goes on' };

type Ground = ChannelGround<FaxSettings, FaxSecrets>;

/** A fax number: pages come in by the telephone line, letters of ours go out by it as pages. */
export class FaxLine implements Line {
  readonly #ground: Ground;
  readonly #slots: Slots;
  #stopListening: (() => Promise<void>) | undefined;
  #listening: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #wasUp: boolean | undefined;
  #isStopped = false;
  readonly #stopped = Promise.withResolvers<Outcome>();

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#slots = new Slots(ground.settings.lines);
  }

  start(): void {
    this.#listening = this.#listen();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    // the fax goes on on its line, and the next try finds how it ended
    this.#stopped.resolve(goesOn);
    await this.#listening;
    await this.#stopListening?.();
  }

  /** One try: the pages that the other machine has not confirmed yet. */
  send(message: Outgoing): Promise<Outcome> {
    return Promise.race([this.#slots.run(() => this.#send(message)), this.#stopped.promise]);
  }

  async #send({ id, to, text, ticket, taken, took }: Outgoing): Promise<Outcome> {
    const { settings, fax, now } = this.#ground;
    if (to.address.startsWith(WITHHELD) || !/^\+?\d{3,16}$/.test(to.address))
      return { is: 'refused', words: '发件人未显示号码,无法回传真 she withheld her number' };
    const number = domesticOf(to.address);
    const pages = await pagesOfLetter({ to: number, from: settings.heading, date: printed(now()), ticket, text });
    const left = pages.slice(taken.size);
    const first = taken.size + 1;
    if (left.length === 0) return { is: 'delivered', words: '各页此前已确认 every page was confirmed before' };
    const { station, answerSeconds } = settings;
    const sent = await fax.send({ id, number, tiff: tiffOf(left), station, answerSeconds });
    // nothing is forgotten of what goes on
    if (this.#isStopped) return goesOn;
    const confirmed = sent.is === 'sent' ? left.length : Math.min(sent.pages, left.length);
    for (let page = first; page < first + confirmed; page += 1) await took(page, `${id}-${page}`);
    await fax.forget(id);
    return outcomeOf(sent, first, left.length);
  }

  async #listen(): Promise<void> {
    const { accountId, settings, fax, take, log } = this.#ground;
    try {
      this.#stopListening = await fax.listen(settings.number, {
        station: settings.station,
        take: async (received) => take(await arrivalOfFax(accountId, rawOf(received))),
      });
      await this.#look();
    } catch (error) {
      log.warn({ account: accountId, error: String(error) }, 'a fax number cannot be listened at');
      await this.#ground
        .stands({ connected: false, trouble: String(error instanceof Error ? error.message : error) })
        .catch(() => undefined);
    }
  }

  async #look(): Promise<void> {
    const { fax, stands, log } = this.#ground;
    const isUp = fax.isUp();
    if (isUp !== this.#wasUp) {
      this.#wasUp = isUp;
      await stands(isUp ? { connected: true } : { connected: false, trouble: '电话交换机未连接 the switch is away' }).catch(
        (error: unknown) => log.warn({ error: String(error) }, 'nobody heard how a line stands'),
      );
    }
    if (!this.#isStopped) this.#timer = setTimeout(() => void this.#look(), LOOK_MS);
  }
}

/** `2026-11-26 20:15`, in the city. */
const printed = (at: Date): string => at.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16);
