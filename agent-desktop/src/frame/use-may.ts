import { type Permission, session } from '@hotline/contracts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../desk-kit/ask.ts';

/** Whether I may: a button that would be refused is not drawn. */
export const useMay = (permission: Permission): boolean =>
  useQuery(asking(session.read, {})).data?.permissions.includes(permission) ?? false;
