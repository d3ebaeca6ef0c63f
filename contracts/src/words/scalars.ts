import { z } from 'zod';
import { realSigns } from './real-signs.ts';

/** No NUL (PostgreSQL cannot hold it: CASES, node-postgres#2080) and no lone surrogates. */
const keepable = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed();
const notKeepable = { message: '含有不能保存的字符 / has characters that cannot be kept' };

/** Text as it came. */
export const plainText = (most: number) => z.string().max(most).refine(keepable, notKeepable);
/** Text from a person: trimmed, each sign at its own place. */
export const typedText = (most: number) => z.string().trim().overwrite(realSigns).max(most).refine(keepable, notKeepable);

/** Why somebody looks at what has stars; kept in the audit. */
export const SHORTEST_REASON = 5;
export const Reason = typedText(200).min(SHORTEST_REASON);

/** An identifier of ours; opaque to callers. */
export const Id = z.string().regex(/^[\w-]{1,64}$/);
export const Account = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, '小写字母开头,2–32 位字母、数字或 - / lower-case letters, digits, -');
/** 工号, as read out to the caller. */
export const StaffNumber = z.string().regex(/^\d{3,6}$/, '3–6 位数字 / 3–6 digits');
export const Moment = z.iso.datetime({ offset: true });
export const Version = z.int().min(1);

/** A page of a list, newest first: `next` is handed back as `after`. */
export const PageQuery = z.object({ after: plainText(200).optional(), limit: z.int().min(1).max(200).default(50) });
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() });
