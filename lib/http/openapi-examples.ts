import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { oas31 } from 'zod-openapi';
import { parseMarkdown } from '@/lib/docs/markdown';
import { errorCodes } from '@/lib/errors/codes';
import recordings from './openapi-examples.json';

/** What examples the API document has: answers that were recorded, and the problems of the pages about errors. */

export interface Recorded {
  /** The input as the operation takes it: path, query and body together. */
  input: Record<string, unknown>;
  answer: unknown;
  /** The answer as `text/csv`. */
  table?: string;
}

/** A call of the operation as it went over the wire: `npm run openapi:examples` records them anew. */
export function recorded(operation: string): Recorded | undefined {
  return (recordings as Record<string, Recorded>)[operation];
}

/** The problem that each page of `docs/errors/` shows. */
export function problemExamples(): Record<string, oas31.ExampleObject> {
  return Object.fromEntries(
    Object.entries(errorCodes).map(([code, { title }]) => {
      const blocks = parseMarkdown(readFileSync(join('docs', 'errors', `${code}.md`), 'utf8'));
      const example = blocks.find((block) => block.type === 'code');
      if (example?.type !== 'code') throw new Error(`docs/errors/${code}.md shows no problem`);
      return [code, { summary: title, value: JSON.parse(example.text) as unknown }];
    }),
  );
}

interface Described {
  operationId: string;
  parameters?: (oas31.ParameterObject | oas31.ReferenceObject)[];
  requestBody?: { content: Record<string, oas31.MediaTypeObject> };
  responses: Record<string, { content?: Record<string, oas31.MediaTypeObject> }>;
}

/** The document, with what was recorded put where it belongs. */
export function withExamples<Document extends { paths?: object }>(document: Document): Document {
  const paths = (document.paths ?? {}) as Record<string, Record<string, Described>>;
  for (const described of Object.values(paths).flatMap((path) => Object.values(path))) {
    const example = recorded(described.operationId);
    if (example !== undefined) putInto(described, example);
  }
  return document;
}

function putInto(described: Described, { input, answer }: Recorded): void {
  const rest = { ...input };
  for (const parameter of described.parameters ?? []) {
    if (!('name' in parameter) || rest[parameter.name] === undefined) continue;
    const value = rest[parameter.name];
    parameter.example = parameter.schema !== undefined && isInteger(parameter.schema) ? Number(value) : value;
    delete rest[parameter.name];
  }
  const body = described.requestBody?.content['application/json'];
  if (body !== undefined) {
    const value = { summary: 'What the answer below was given to', value: rest };
    body.examples = { ...body.examples, recorded: value };
  }
  for (const { content } of Object.values(described.responses)) {
    const json = content?.['application/json'];
    if (json !== undefined) json.examples = { recorded: { summary: 'Recorded', value: answer } };
  }
}

function isInteger(schema: oas31.SchemaObject | oas31.ReferenceObject): boolean {
  return 'type' in schema && schema.type === 'integer';
}
