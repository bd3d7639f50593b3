import type { ApiDocument, Described, Schema } from './document';
import { camelCase, knownByPayload, methodName, pascalCase } from './names';
import { docText, fieldsText, typeText } from './type-text';

const head = '// Generated from public/openapi.json by `npm run client:types`. Not to be edited.\n';

const pageFields = ['data', 'has_more', 'next_cursor'];

interface Method {
  name: string;
  operation: Described;
  input: string;
  output: string;
  /** The type of a row, where the operation lists. */
  row: string | null;
}

/** The files of `packages/client/src/generated`, by name. */
export function generate(document: ApiDocument): Record<string, string> {
  const groups = groupsOf(document);
  return { 'types.ts': typesFile(document, groups), 'operations.ts': operationsFile(document, groups) };
}

function groupsOf({ tags, operations }: ApiDocument): Map<string, Method[]> {
  const names = new Set([...tags.map(({ name }) => name), ...operations.map(({ tag }) => tag)]);
  return new Map(
    [...names].map((tag) => {
      const methods = operations
        .filter((operation) => operation.tag === tag)
        .map((operation) => methodOf(operation));
      const distinct = new Set(methods.map(({ name }) => name));
      if (distinct.size < methods.length)
        throw new Error(`two operations of ${tag} have one name in the client`);
      return [tag, methods];
    }),
  );
}

function methodOf(operation: Described): Method {
  const type = pascalCase(operation.name);
  const { input, output } = operation;
  const takesPages = input.properties?.['cursor'] !== undefined;
  const rows = takesPages ? output.properties?.['data']?.items : undefined;
  const isPlainPage = Object.keys(output.properties ?? {}).every((field) => pageFields.includes(field));
  const row = rows === undefined ? null : rows.$ref === undefined ? `${type}Row` : typeText(rows, 'answer');
  return {
    name: methodName(operation.name, operation.tag),
    operation,
    input: `${type}Input`,
    output: output.$ref
      ? typeText(output, 'answer')
      : row !== null && isPlainPage
        ? `Page<${row}>`
        : `${type}Output`,
    row,
  };
}

function typesFile({ schemas }: ApiDocument, groups: Map<string, Method[]>): string {
  const shared = Object.entries(schemas).map(([name, schema]) => declaration(name, schema, 'answer'));
  const own = [...groups.values()].flat().flatMap(({ operation, input, output, row }) => {
    const declared = [declaration(input, operation.input, 'request')];
    if (row === `${pascalCase(operation.name)}Row`) {
      declared.push(declaration(row, operation.output.properties?.['data']?.items ?? {}, 'answer'));
    }
    if (output !== `${pascalCase(operation.name)}Output`) return declared;
    if (row === null) return [...declared, declaration(output, operation.output, 'answer')];
    const rest = Object.entries(operation.output.properties ?? {}).filter(
      ([name]) => !pageFields.includes(name),
    );
    const beside = { ...operation.output, properties: Object.fromEntries(rest) };
    return [
      ...declared,
      `export interface ${output} extends Page<${row}> {\n${fieldsText(beside, 'answer', '  ')}}\n`,
    ];
  });
  const page = `/** A page of a list. */
export interface Page<Row> {
  data: Row[];
  has_more: boolean;
  next_cursor: string | null;
}
`;
  return [head, page, ...shared, ...own].join('\n');
}

function declaration(name: string, schema: Schema, side: 'request' | 'answer'): string {
  const doc = docText(schema.description, '');
  if (schema.properties === undefined && schema.enum === undefined) {
    return `${doc}export type ${name} = ${typeText(schema, side)};\n`;
  }
  if (schema.enum !== undefined) {
    return `${doc}export type ${name} =\n  | ${schema.enum.map((value) => JSON.stringify(value)).join('\n  | ')};\n`;
  }
  // What a problem says beside its fields is of the case.
  const more = name === 'Problem' ? '  [detail: string]: unknown;\n' : '';
  return `${doc}export interface ${name} {\n${fieldsText(schema, side, '  ')}${more}}\n`;
}

function operationsFile({ tags }: ApiDocument, groups: Map<string, Method[]>): string {
  const used = [...groups].filter(([, methods]) => methods.length > 0);
  const interfaces = used.map(
    ([tag, methods]) =>
      `${docText(tags.find(({ name }) => name === tag)?.description, '')}export interface ${pascalCase(tag)}Api {\n${methods.map(signature).join('')}}\n`,
  );
  const fields = used.map(([tag]) => `  readonly ${camelCase(tag)}: ${pascalCase(tag)}Api;\n`).join('');
  const values = used
    .map(
      ([tag, methods]) => `    this.${camelCase(tag)} = {\n${methods.map(implementation).join('')}    };\n`,
    )
    .join('');
  const types = new Set(
    used.flatMap(([, methods]) =>
      methods.flatMap(({ input, output, row }) => [input, ...output.split(/[<>]/), row ?? '']),
    ),
  );
  const usageBatch = groups
    .get('Usage')
    ?.find(({ operation }) => operation.name === 'record_usage_batch')?.operation;
  if (usageBatch === undefined) throw new Error('record_usage_batch is not in the document');
  const imported = [...types].filter((name) => name !== '').sort();
  return `${head}
import type { Caller } from '../caller';
import type { CallOptions } from '../options';
import type { Pages } from '../pages';
import type {
${imported.map((name) => `  ${name},\n`).join('')}} from './types';

${interfaces.join('\n')}
/** Every operation of the API, in the groups of its document. */
export class Operations {
${fields}
  constructor({ call, list }: Caller) {
${values}  }
}

/** What the buffered recorder sends, serialized by itself. */
export const usageBatchPath = '${usageBatch.path}';
`;
}

function signature({ name, operation, input, output, row }: Method): string {
  const isOptional = (operation.input.required ?? []).length === 0;
  const page = row !== null && !output.startsWith('Page<') ? `, ${output}` : '';
  const answer = row === null ? `Promise<${output}>` : `Pages<${row}${page}>`;
  return `${docText(operation.doc, '  ')}  ${name}(input${isOptional ? '?' : ''}: ${input}, options?: CallOptions): ${answer};\n`;
}

function implementation({ name, operation, row }: Method): string {
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, field: string) => `{${camelCase(field)}}`);
  const kind = knownByPayload.has(operation.name) ? 'payload' : operation.idempotency;
  const spec = `['${operation.method}', '${path}', '${kind}']`;
  if (row === null) return `      ${name}: (input, options) => call(${spec}, input, options),\n`;
  const keepsMoment = operation.input.properties?.['as_of'] === undefined ? '' : ', true';
  return `      ${name}: (input, options) => list(${spec}, input, options${keepsMoment}),\n`;
}
