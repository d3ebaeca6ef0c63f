import { session } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';

/** Whose page this is; empty until it is known. */
export const useAccount = (): string => useQuery({ ...asking(session.read, {}), staleTime: Infinity }).data?.account ?? '';
