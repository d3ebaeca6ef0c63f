import { z } from 'zod';

/** Where a carrier listens. */
export const Host = z.string().regex(/^[a-z0-9.:[\]-]{1,253}$/i, '主机名 / a host name');
export const Port = z.int().min(1).max(65_535);
/** Text of a field that has room for so many bytes of ASCII. */
export const asciiText = (most: number) =>
  z.string().regex(new RegExp(`^[\\x21-\\x7e]{0,${most}}$`), `最多 ${most} 个英文字符 / ${most} ASCII characters at most`);
/** Parts on their way without an answer. */
export const windowOf = (usual: number) => z.int().min(1).max(100).default(usual);
