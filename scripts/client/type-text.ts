import type { Schema } from './document';
import { camelCase } from './names';

/**
 * `request`: fields in camelCase, a moment may be a `Date`, what is optional may be `undefined`.
 * `answer`: exactly what the server sends.
 */
export type Side = 'request' | 'answer';

const primitives: Readonly<Record<string, string>> = {
  string: 'string',
  integer: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

/** A schema as the text of a TypeScript type. */
export function typeText(schema: Schema, side: Side, indent = ''): string {
  if (schema.$ref !== undefined) return schema.$ref.replace('#/components/schemas/', '');
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.anyOf !== undefined) return unionOf(schema.anyOf.map((each) => typeText(each, side, indent)));
  if (schema.properties !== undefined) return `{\n${fieldsText(schema, side, `${indent}  `)}${indent}}`;
  const types = [schema.type ?? []].flat();
  if (types.length === 0) return 'unknown';
  return unionOf(
    types.map((type) => {
      if (type === 'array') return arrayOf(typeText(schema.items ?? {}, side, indent));
      if (type === 'object') return 'Record<string, unknown>';
      if (side === 'request' && schema.format === 'date-time') return 'string | Date';
      const text = primitives[type];
      if (text === undefined) throw new Error(`the type "${type}" is new to scripts/client/type-text.ts`);
      return text;
    }),
  );
}

/** The fields of an object, a line for each, with what is said of them. */
export function fieldsText(schema: Schema, side: Side, indent: string): string {
  const required = new Set(schema.required);
  return Object.entries(schema.properties ?? {})
    .map(([name, field]) => {
      const key = side === 'request' ? camelCase(name) : name;
      const type = typeText(field, side, indent);
      const isOptional = !required.has(name);
      const absent = isOptional && side === 'request' ? ' | undefined' : '';
      return `${docText(field.description, indent)}${indent}${key}${isOptional ? '?' : ''}: ${type}${absent};\n`;
    })
    .join('');
}

export function docText(text: string | undefined, indent: string): string {
  if (text === undefined) return '';
  const lines = text.replaceAll('*/', '* /').split('\n');
  if (lines.length === 1) return `${indent}/** ${text} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join('')}${indent} */\n`;
}

function unionOf(types: readonly string[]): string {
  return [...new Set(types)].join(' | ');
}

function arrayOf(item: string): string {
  return /^[\w.]+$/.test(item) ? `${item}[]` : `(${item})[]`;
}
