/** Events of a batch over HTTP: each is judged by itself, in both spellings, by the rules of a single one. */
import { randomUUID } from 'node:crypto';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import { fieldsOf, type Field } from './support/fields';
import { badValues } from './support/hostile';
import { sampleOf } from './support/samples';
import { startApi, type ApiStage } from './support/stage';

interface Outcome {
  outcome: string;
  id: string | null;
  error: { code: string; errors: { pointer: string }[] } | null;
}

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

/** Postgres reads these as what they mean, where the schema of a single event is stricter. */
const readable = [
  '"{0196c1f0-0000-7000-8000-000000000001}"',
  '"0196c1f000007000800000000000000001"',
  '"01"',
  '"+1"',
];

const required = ['customer_id', 'service', 'units_consumed', 'price_per_unit'];

const eventFields = fieldsOf(recordUsageBatch).find(({ name }) => name === 'events')?.nested ?? [];

const toCamelCase = (name: string) =>
  name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** A batch of a good event around each bad one. */
async function sendAround(event: Record<string, unknown>, bad: readonly string[]): Promise<Outcome[]> {
  const good = () => JSON.stringify({ ...event, request_id: randomUUID() });
  const raw = `{"events":[${[good(), ...bad.flatMap((text) => [text, good()])].join(',')}]}`;
  const { status, body } = await api.send('POST', '/api/usage/batch', { raw });
  expect({ status, body: status === 200 ? null : body }).toEqual({ status: 200, body: null });
  const { results } = recordUsageBatch.output.parse(body);
  expect(results.filter((_result, index) => index % 2 === 0).map(({ outcome }) => outcome)).toEqual(
    Array.from({ length: bad.length + 1 }, () => 'recorded'),
  );
  return results.filter((_result, index) => index % 2 === 1);
}

test('an event in a batch has the fields of a single one', () => {
  const single = fieldsOf(recordUsage).map(({ name }) => name);
  expect(eventFields.map(({ name }) => name)).toEqual(single.filter((name) => name !== 'business_id'));
});

describe.each(eventFields.map((field): [string, Field] => [field.name, field]))('a bad %s', (name, field) => {
  test.each([name, toCamelCase(name)])(
    'makes its event invalid and points at it, and loses no other: %s',
    async (spelling) => {
      const { input } = await sampleOf(api, 'record_usage');
      const rest = Object.entries(name === 'units' ? { ...input, units_consumed: undefined } : input).filter(
        ([key, value]) => key !== name && value !== undefined,
      );
      // Null is nothing, and only of what is required too little; a number beyond all others is that in JavaScript.
      const isAllowed = (value: string) => value === 'null' && !required.includes(name);
      const values = badValues(field).filter(
        (value) => !readable.includes(value) && !isAllowed(value) && value.length < 10_000,
      );
      const texts = values.map(
        (value) =>
          `{${[...rest.map(([key, item]) => `"${key}":${JSON.stringify(item)}`), `"${spelling}":${value}`].join(',')}}`,
      );
      const results = await sendAround(input, texts);
      for (const [index, { outcome, error }] of results.entries()) {
        expect({
          sent: values[index]?.slice(0, 80),
          outcome,
          code: error?.code,
          pointers: error?.errors.map(({ pointer }) => pointer),
        }).toEqual({
          sent: values[index]?.slice(0, 80),
          outcome: 'invalid',
          code: 'invalid_request',
          pointers: [`/${name}`],
        });
      }
    },
  );
});
