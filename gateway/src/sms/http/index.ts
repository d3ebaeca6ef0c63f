import type { CarrierLine, CarrierOrder, PartAnswer } from '../carrier.ts';
import { handIn } from './provider.ts';
import type { HttpSecrets, HttpSettings } from './settings.ts';

export { HttpSecrets, HttpSettings } from './settings.ts';

/** A line to a provider that takes whole texts by HTTP. It has no connection: it stands well until a message shows otherwise. */
export function openHttp({ send }: HttpSettings, { secret }: HttpSecrets, order: Pick<CarrierOrder, 'log' | 'stands'>): CarrierLine {
  let trouble: string | undefined;
  const tell = async (now: string | undefined): Promise<void> => {
    trouble = now;
    const state = now === undefined ? { connected: true } : { connected: false, trouble: now };
    await order.stands(state).catch((error: unknown) => order.log.warn({ error: String(error) }, 'nobody heard how a line stands'));
  };
  return {
    start: () => void tell(undefined),
    stop: () => Promise.resolve(),
    submit: (): Promise<PartAnswer> => Promise.resolve({ is: 'refused', words: '服务商只收整条短信 this provider takes whole texts only' }),
    submitText: async (message) => {
      const found = await handIn(send, { ...message, secret });
      if (found.trouble !== trouble) await tell(found.trouble);
      return found.answer;
    },
  };
}
