import { z } from 'zod';
import { route } from '../http/route.ts';
import type { Label } from '../words/label.ts';
import { Id, typedText, Version } from '../words/scalars.ts';

/** What a template may name in braces; filled in from the ticket of the conversation, and whoever answers. */
// prettier-ignore
export const templateFields = {
  工单号:   { of: 'ticket', zh: '工单号',   en: 'Ticket number' },
  标题:     { of: 'ticket', zh: '标题',     en: 'Its title' },
  状态:     { of: 'ticket', zh: '状态',     en: 'Its state' },
  承办单位: { of: 'ticket', zh: '承办单位', en: 'Lead unit' },
  工号:     { of: 'person', zh: '工号',     en: 'Number of whoever answers' },
} as const satisfies Record<string, Label & { of: 'ticket' | 'person' }>;
export type TemplateField = keyof typeof templateFields;

/** Names in braces that a text holds, in their order. */
export const namesIn = (text: string): string[] => [...new Set([...text.matchAll(/\{([^{}]{1,20})\}/g)].map(([, name = '']) => name))];
export const TEMPLATE_LENGTH = 2_000;

const TemplateId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, '小写字母开头,2–40 位字母、数字或 - / lower-case letters, digits, -');
export const TemplateView = z
  .object({ id: TemplateId, version: Version, name: z.string(), text: z.string(), active: z.boolean() })
  .meta({ id: 'Template' });
export type TemplateView = z.output<typeof TemplateView>;

// prettier-ignore
export const templates = {
  list:   route({ method: 'GET', path: '/templates', permission: 'account.read', summary: 'Templates for answers', reply: z.object({ items: z.array(TemplateView) }) }),
  put:    route({ method: 'PUT', path: '/templates/:id', permission: 'account.write', summary: 'Writes a template or changes it', params: z.object({ id: TemplateId }), body: z.strictObject({ name: typedText(60).min(1), text: typedText(TEMPLATE_LENGTH).min(2), active: z.boolean().default(true) }), reply: TemplateView, problems: ['template.field-unknown'] }),
  filled: route({ method: 'GET', path: '/conversations/:id/templates', permission: 'message.answer', summary: 'The templates as they read in this conversation; `missing` names what is not known in it', params: z.object({ id: Id }), reply: z.object({ items: z.array(z.object({ id: TemplateId, name: z.string(), text: z.string(), missing: z.array(z.string()) })) }), problems: ['conversation.unknown'] }),
};
