import type { PhoneFacts } from '@hotline/browser-kit';
import type { AgentState } from '@hotline/contracts';

export type CallBarState = 'idle' | 'ringing' | 'talking' | 'held' | 'wrapUp';

/** What the call bar shows. The server is right about everything but the first moment of a ring, which the phone hears before any message comes. */
export function callBarState(agent: AgentState | undefined, held: boolean, phone: PhoneFacts['call']): CallBarState {
  if (agent === 'talking') return held ? 'held' : 'talking';
  if (agent === 'wrapUp') return 'wrapUp';
  if (agent === 'ringing' || phone === 'ringing' || phone === 'answering') return 'ringing';
  return 'idle';
}
