import type { SubjectCode } from '../../category-table.ts';
import { care } from './care.ts';
import { countryside } from './countryside.ts';
import { learning } from './learning.ts';
import { nature } from './nature.ts';
import { order } from './order.ts';
import { service } from './service.ts';
import { trade } from './trade.ts';
import { traffic } from './traffic.ts';
import { urban } from './urban.ts';
import { utilities } from './utilities.ts';
import type { SubjectWords } from '../words.ts';
import { work } from './work.ts';

export type { SubjectWords } from '../words.ts';

/** What people say, by level-2 category: none may be missing. */
export const subjectWords: Record<SubjectCode, SubjectWords> = {
  ...utilities,
  ...urban,
  ...work,
  ...trade,
  ...countryside,
  ...traffic,
  ...learning,
  ...nature,
  ...care,
  ...order,
  ...service,
};
