import { plainText } from '@hotline/contracts';
import { z } from 'zod';
import { secretUrl } from '../../accounts/this-machine.ts';

/** Where in an answer or a push something stands: `data.0.id`; empty: the whole. */
const Path = z.string().regex(/^([\w-]{1,60}(\.[\w-]{1,60}){0,9})?$/, '以点分隔的路径 / names with dots between');
const FilledPath = Path.min(1);
const Url = secretUrl(500);
/** What a provider may answer: compared as text, so that 0 is "0". */
const Value = z.union([plainText(100), z.number(), z.boolean()]);
const Header = z.string().regex(/^[\w-]{1,60}$/, 'HTTP 头 / a header');

export type Template = string | number | boolean | readonly Template[] | { readonly [name: string]: Template };
/** A body with {to} {text} {id} {secret} wherever the provider wants them. */
const Template: z.ZodType<Template> = z.lazy(() =>
  z.union([plainText(1_000), z.number(), z.boolean(), z.array(Template).max(20), z.record(plainText(60), Template)]),
);

/** A provider's HTTP interface, told as data: how it takes a message, and how it pushes what citizens write and what became of ours. */
export const HttpSettings = z.strictObject({
  protocol: z.literal('http'),
  send: z
    .strictObject({
      url: Url,
      method: z.literal('POST').default('POST'),
      contentType: z.enum(['json', 'form']),
      headers: z.record(Header, plainText(500)).default({}),
      body: z.record(plainText(60).min(1), Template),
      /** Taken when this stands there. */
      ok: z.strictObject({ path: FilledPath, equals: Value }),
      /** What the provider calls the message; empty: it calls it by our {id}. */
      idPath: Path.default(''),
      /** Values at the same place that mean "try later". */
      later: z.array(Value).max(50).default([]),
    })
    .refine(({ contentType, body }) => contentType === 'json' || Object.values(body).every((value) => typeof value !== 'object'), {
      message: '表单只有一层 / a form has no values in values',
      path: ['body'],
    }),
  hooks: z.strictObject({
    /** Where the list stands in a push; empty: it is the push itself, a list or a single one. */
    list: Path.default(''),
    incoming: z.strictObject({ from: FilledPath, text: FilledPath, id: FilledPath, to: Path.default('') }),
    report: z.strictObject({ id: FilledPath, state: FilledPath, delivered: z.array(Value).max(50), failed: z.array(Value).max(50) }),
  }),
});
export type HttpSettings = z.output<typeof HttpSettings>;

export const HttpSecrets = z.strictObject({ secret: plainText(500).min(1) });
export type HttpSecrets = z.output<typeof HttpSecrets>;
