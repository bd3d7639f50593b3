/**
 * The examples of the API document: each operation called as its sample says, on a business whose clock stands.
 * `npm run openapi:examples` writes them; without it the calls are compared with what is written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { operations } from '@/lib/operations';
import type { Recorded } from '@/lib/http/openapi-examples';
import { steady } from './support/recording';
import { sampleOf } from './support/samples';
import { startSandbox, type Sandbox } from './support/sandbox';

const file = 'lib/http/openapi-examples.json';
const written = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Recorded>;
const isRecording = process.env.RECORD_EXAMPLES === '1';
const recorded: Record<string, Recorded> = {};

let api: Sandbox;

beforeAll(async () => {
  api = await startSandbox();
});
afterAll(async () => {
  await api.close();
  if (isRecording) writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
});

test.each(operations.map((operation) => [operation.name, operation] as const))(
  'the example of %s is what it answers',
  async (name, operation) => {
    const sample = await sampleOf(api, name);
    const as = sample.as === undefined ? api.owner : sample.as;
    // What is read comes first: a write leaves nothing to read it again from.
    const table =
      operation.csv === undefined
        ? undefined
        : (await api.perform(operation, { ...sample.input, format: 'csv' }, { as })).text;
    const reply = await api.perform(operation, sample.input, { as });
    expect(reply).toMatchObject({ status: operation.status });
    const call = { input: sample.input, answer: reply.body };
    recorded[name] = steady(table === undefined ? call : { ...call, table });
    if (!isRecording) expect(shapeOf(written[name])).toEqual(shapeOf(recorded[name]));
  },
);

/** Every field with the kind of its value. Of a list the first item, which is enough to show its fields. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
}
