import { pinyin } from 'pinyin-pro';

/** Pinyin initials of a Chinese name, as they are typed: 供水服务 → gsfw. Letters and digits stay. */
export const initialsOf = (name: string): string =>
  pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
    .join('')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');
