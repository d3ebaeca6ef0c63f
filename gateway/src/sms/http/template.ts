import type { Template } from './settings.ts';

export type Fillings = Readonly<Record<'to' | 'text' | 'id' | 'secret', string>>;

/** Fills {to} {text} {id} {secret} in, once: braces in what a person wrote stay as they are. */
export const filled = (text: string, fillings: Fillings): string =>
  text.replace(/\{(to|text|id|secret)\}/g, (_, name: keyof Fillings) => fillings[name]);

export function filledIn(template: Template, fillings: Fillings): unknown {
  if (typeof template === 'string') return filled(template, fillings);
  if (typeof template !== 'object') return template;
  if (Array.isArray(template)) return template.map((one: Template) => filledIn(one, fillings));
  return Object.fromEntries(Object.entries(template).map(([name, one]) => [name, filledIn(one as Template, fillings)]));
}

/** What stands at a path; undefined: nothing. */
export const at = (value: unknown, path: string): unknown =>
  path === ''
    ? value
    : path
        .split('.')
        .reduce<unknown>(
          (inner, name) =>
            typeof inner === 'object' && inner !== null && Object.hasOwn(inner, name)
              ? (inner as Record<string, unknown>)[name]
              : undefined,
          value,
        );

/** A text, number or truth value as text; undefined for anything else. */
export const plain = (value: unknown): string | undefined =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
