import { plainText, type Purpose, purposes } from '@hotline/contracts';
import { z } from 'zod';
import { secretUrl } from '../accounts/this-machine.ts';

/** How a template message says something: its id at WeChat, and what stands in each of its fields, with {text} {number} {time}. */
const Template = z.strictObject({
  templateId: z.string().regex(/^[\w-]{10,80}$/, '模板 ID / a template id'),
  fields: z
    .record(z.string().regex(/^[A-Za-z_]{1,30}\d{0,3}$/, '字段名 / a field, such as thing1'), plainText(200))
    .refine((fields) => Object.keys(fields).length <= 10, '最多 10 个字段 / ten fields at most'),
});
export type Template = z.output<typeof Template>;

const Templates = z.partialRecord(z.enum(Object.keys(purposes) as [Purpose, ...Purpose[]]), Template);

/** An official account (公众号). */
export const WechatSettings = z.strictObject({
  appId: z.string().regex(/^[A-Za-z0-9]{4,40}$/, 'AppID'),
  apiUrl: secretUrl(200).default('https://api.weixin.qq.com'),
  /** 消息加解密方式 as it is set at WeChat: 明文, 安全, 兼容. */
  mode: z.enum(['plain', 'aes', 'compat']).default('aes'),
  /** What is said by a template message when she last wrote more than 48 hours ago; without one it goes another way. */
  templates: Templates.default({}),
  /** Where citizens reach the public site; what a menu entry and a new follower are answered with leads there. */
  siteUrl: z
    .url({ protocol: /^https?$/ })
    .max(200)
    .or(z.literal(''))
    .default(''),
  /** Minutes without a message after which the account page warns; 0: never. */
  quietMinutes: z.int().min(0).max(10_080).default(0),
});
export type WechatSettings = z.output<typeof WechatSettings>;

export const WechatSecrets = z.strictObject({
  appSecret: plainText(200).min(1),
  /** What pushes are signed with (服务器配置 Token); without it nothing that is pushed is taken. */
  token: z
    .string()
    .regex(/^[A-Za-z0-9]{3,32}$/, 'Token: 3–32 位字母数字 / letters and digits')
    .optional(),
  aesKey: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, 'EncodingAESKey: 43 位 / 43 signs')
    .optional(),
});
export type WechatSecrets = z.output<typeof WechatSecrets>;
