import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The parts of Asterisk's own description (Swagger 1.1, rest-api/*.json) that we read. */
interface Parameter {
  name: string;
  paramType: 'path' | 'query' | 'body';
  dataType: string;
  required?: boolean;
  allowMultiple?: boolean;
  allowableValues?: { values?: string[] };
}
interface Operation {
  nickname: string;
  httpMethod: string;
  responseClass: string;
  upgrade?: string;
  parameters?: Parameter[];
}
interface Property {
  type: string;
  required?: boolean;
  allowableValues?: { values?: string[] };
}
interface Model {
  properties?: Record<string, Property>;
  subTypes?: string[];
}
interface Description {
  apis?: { path: string; operations?: Operation[] }[];
  models?: Record<string, Model>;
}

const primitives: Record<string, string> = {
  int: 'number',
  long: 'number',
  double: 'number',
  float: 'number',
  string: 'string',
  boolean: 'boolean',
  Date: 'string',
  object: 'Record<string, unknown>',
  containers: 'Record<string, unknown>',
  binary: 'ArrayBuffer',
  void: 'void',
  any: 'unknown',
};

function typeOf(swagger: string): string {
  const inner = /^List\[(.*)\]$/i.exec(swagger.replaceAll(/\s/g, ''))?.[1];
  return inner ? `${typeOf(inner)}[]` : (primitives[swagger] ?? swagger);
}

const literals = (values: readonly string[]): string => values.map((value) => `'${value}'`).join(' | ');

function modelText(name: string, model: Model, parent: string | undefined): string {
  const isMessage = parent !== undefined || name === 'Message';
  const fields = Object.entries(model.properties ?? {})
    .filter(([field]) => !(isMessage && field === 'type'))
    .map(([field, { type, required, allowableValues }]) => {
      const values = allowableValues?.values;
      return `  ${/^\w+$/.test(field) ? field : `'${field}'`}${required ? '' : '?'}: ${values ? literals(values) : typeOf(type)};`;
    });
  if (isMessage) fields.unshift(`  type: ${model.subTypes ? 'string' : `'${name}'`};`);
  return `export interface ${name}${parent ? ` extends Omit<${parent}, 'type'>` : ''} {\n${fields.join('\n')}\n}\n`;
}

function operationText(at: string, operation: Operation): string {
  const parameters = operation.parameters ?? [];
  const fields = parameters.map(({ name, dataType, required, allowMultiple, paramType, allowableValues }) => {
    const one =
      paramType === 'body' ? 'Record<string, unknown>' : allowableValues?.values ? literals(allowableValues.values) : typeOf(dataType);
    return `${paramType === 'body' ? 'json' : name}${required || paramType === 'path' ? '' : '?'}: ${allowMultiple ? `${one} | ${one}[]` : one}`;
  });
  const optional = parameters.every(({ required, paramType }) => !required && paramType !== 'path') ? ' = {}' : '';
  const given = fields.length ? `given: { ${fields.join('; ')} }${optional}` : '';
  const address = at.replaceAll(/^\/|$/g, '').replaceAll(/\{(\w+)\}/g, '${encodeURIComponent(given.$1)}');
  const query = parameters.filter(({ paramType }) => paramType === 'query').map(({ name }) => `${name}: given.${name}`);
  const body = parameters.some(({ paramType }) => paramType === 'body');
  const rest = body ? `, { ${query.join(', ')} }, given.json` : query.length ? `, { ${query.join(', ')} }` : '';
  return `    ${operation.nickname}: (${given}) => ask<${typeOf(operation.responseClass)}>('${operation.httpMethod}', \`${address}\`${rest}),`;
}

/** Writes the typed surface of ARI out of the description in `root`: models, events as one union, operations by resource. */
export function generateAri(root: string, into: string): void {
  const folder = path.join(root, 'usr/share/asterisk/rest-api');
  const models: Record<string, Model> = {};
  const groups: string[] = [];
  for (const file of readdirSync(folder)
    .filter((name) => name !== 'resources.json')
    .sort()) {
    const description = JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Description;
    Object.assign(models, description.models);
    const operations = (description.apis ?? []).flatMap((api) =>
      (api.operations ?? []).filter(({ upgrade }) => !upgrade).map((operation) => operationText(api.path, operation)),
    );
    groups.push(`  ${file.replace('.json', '')}: {\n${operations.join('\n')}\n  },`);
  }
  const parents = Object.fromEntries(Object.entries(models).flatMap(([name, { subTypes = [] }]) => subTypes.map((child) => [child, name])));
  const events = (models['Event']?.subTypes ?? []).filter((name) => models[name]);
  const text = [
    '// Made by generate.ts from the rest-api/*.json of the Asterisk package. Do not edit.',
    ...Object.entries(models).map(([name, model]) => modelText(name, model, parents[name])),
    `export type AriEvent = ${events.join(' | ')};\n`,
    'export type Ask = <T>(method: string, address: string, query?: Record<string, unknown>, body?: Record<string, unknown>) => Promise<T>;\n',
    `export const ariOperations = (ask: Ask) => ({\n${groups.join('\n')}\n});\n`,
    'export type AriOperations = ReturnType<typeof ariOperations>;\n',
  ];
  writeFileSync(into, text.join('\n'));
}

if (import.meta.main) {
  const [root] = process.argv.slice(2);
  if (!root) throw new Error('node telephony/src/switch-room/ari/generate.ts <root of the unpacked Asterisk>');
  generateAri(root, path.join(import.meta.dirname, 'ari.gen.ts'));
}
