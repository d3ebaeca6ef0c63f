import type { PhoneFacts } from '@hotline/browser-kit';
import { agents, type AgentView, type CallView } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect } from 'react';
import { asking } from '../desk-kit/ask.ts';
import { useStore } from '../desk-kit/settings.ts';
import { type CallBarState, callBarState } from './call-state.ts';
import type { DeskPhone, PhoneDesk } from './phone-desk.ts';

export const PhoneDeskPlace = createContext<PhoneDesk | null>(null);

export function usePhoneDesk(): PhoneDesk {
  const desk = useContext(PhoneDeskPlace);
  if (!desk) throw new Error('PhoneDeskPlace is missing above');
  return desk;
}

export interface MyCall {
  readonly agent: AgentView | undefined;
  readonly call: CallView | null;
  readonly state: CallBarState;
  readonly phone: PhoneFacts;
  readonly desk: DeskPhone;
  readonly error: Error | null;
}

/** My state and my call, as the server and this page's phone have it. */
export function useMyCall(): MyCall {
  const { phone, facts, live } = usePhoneDesk();
  const { connected } = useStore(live.facts);
  const { data, error } = useQuery({ ...asking(agents.me, {}), refetchInterval: connected ? 20_000 : 3_000 });
  const heard = useStore(phone.facts);
  const call = data?.call ?? null;
  return {
    agent: data?.agent,
    call,
    state: callBarState(data?.agent.state, call?.held ?? false, heard.call),
    phone: heard,
    desk: useStore(facts),
    error,
  };
}

/** Milliseconds that the phone may hold a session which the server calls over. */
const STRAY_MS = 1_500;

/** Lets go of a session whose call is over for the server: a CANCEL that crossed our answer leaves one behind (JsSIP#597). */
export function useNoStraySession(): void {
  const { phone } = usePhoneDesk();
  const { agent, phone: heard } = useMyCall();
  const stray =
    (heard.call === 'talking' || heard.call === 'answering') &&
    agent !== undefined &&
    agent.state !== 'talking' &&
    agent.state !== 'ringing';
  useEffect(() => {
    if (!stray) return;
    const timer = setTimeout(() => phone.drop(), STRAY_MS);
    return () => clearTimeout(timer);
  }, [stray, phone]);
}
