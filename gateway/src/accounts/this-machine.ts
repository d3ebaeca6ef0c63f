import { z } from 'zod';

/** Addresses of this machine; the one in brackets is how a URL writes it. To any other a secret goes only encrypted. */
export const isThisMachine = (host: string): boolean => ['127.0.0.1', 'localhost', '::1', '[::1]'].includes(host);

/** Where somebody's interface is that is called with a secret. */
export const secretUrl = (longest: number) =>
  z
    .url({ protocol: /^https?$/ })
    .max(longest)
    .refine((url) => url.startsWith('https:') || isThisMachine(new URL(url).hostname), {
      message: '密钥不能明文发往别的机器 / a secret is not sent in clear to another machine',
    });
