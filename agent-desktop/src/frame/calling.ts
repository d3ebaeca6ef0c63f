import { useMay } from './use-may.ts';
import { useQuery } from '@tanstack/react-query';
import { agents } from '@hotline/contracts';
import { asking } from '../desk-kit/ask.ts';

/** My state at the phones, for those who have one; undefined for those who never call. */
export function useMyCallState() {
  const may = useMay('call.place');
  return useQuery({ ...asking(agents.me, {}), enabled: may }).data?.agent.state;
}
