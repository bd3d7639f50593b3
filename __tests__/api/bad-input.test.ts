/**
 * Bad input, made from the schema of every operation: refused with a 4xx that points at the field as the caller
 * spelled it, and nothing is written.
 */
import { operations } from '@/lib/operations';
import type { Operation } from '@/lib/operations/define';
import { checksumsOf } from './support/checksum';
import { fieldsOf, type Field } from './support/fields';
import { badBodies, badQueryValues, badValues, isInCents } from './support/hostile';
import type { Sample } from './support/makers';
import { sampleOf } from './support/samples';
import { fillPath, fresh, startApi, type ApiStage, type Reply } from './support/stage';

let api: ApiStage;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const all = operations.map((operation) => [operation.name, operation] as const);
const inBody = (operation: Operation) => operation.method === 'POST' || operation.method === 'PUT';
const inPath = (operation: Operation, field: Field) => operation.path.includes(`{${field.name}}`);

/** Lists whose items are looked at one by one, in Postgres. */
const byRow = new Set(['events', 'customers', 'products']);

describe.each(all)('%s', (name, operation) => {
  let sample: Sample;
  let before: string[];
  const send = (options: object) =>
    api.send(operation.method, fillPath(operation, sample.input).path, {
      as: sample.as === undefined ? api.owner : sample.as,
      headers: fresh(),
      ...options,
    });

  beforeAll(async () => {
    sample = await sampleOf(api, name);
    before = await checksumsOf(api.database.admin);
  });
  // The one thing every test of this file has in common.
  afterEach(async () => expect(await checksumsOf(api.database.admin)).toEqual(before));

  const bodyFields = inBody(operation)
    ? fieldsOf(operation).filter((field) => !inPath(operation, field))
    : [];
  const queryFields = inBody(operation)
    ? []
    : fieldsOf(operation).filter((field) => !inPath(operation, field));
  const pathFields = fieldsOf(operation).filter((field) => inPath(operation, field));

  for (const field of bodyFields) {
    test(`refuses every bad ${field.name} in its body, and points at it`, async () => {
      const { rest } = fillPath(operation, sample.input);
      const values = badValues(field);
      if (isInCents(operation, field.name)) values.push('1.001', '"0.001"', '0.123456');
      for (const spelling of [field.name, toCamelCase(field.name)]) {
        for (const value of values) {
          const reply = await send({ raw: bodyWith({ ...rest }, field.name, spelling, value) });
          expectRefusal(reply, spelling, `${spelling} = ${value.slice(0, 80)}`);
        }
      }
    });
  }

  // What is bad of an event in a batch is in its outcome: see usage-events.test.ts. The same
  // goes for a row of an import: imports.test.ts of the database.
  const refusing = bodyFields.filter((field) => field.nested.length > 0 && !byRow.has(field.name));
  for (const field of refusing) {
    const isList = field.kind === 'list';
    /** The value of the sample, or a second item after that of the sample, with one field written as it stands. */
    const around = (key: string, value: string) => {
      const given: unknown = sample.input[field.name];
      const known: unknown = isList && Array.isArray(given) ? given[0] : given;
      if (typeof known !== 'object' || known === null)
        throw new Error(`the sample of ${name} needs ${field.name}`);
      const changed = bodyWith({ ...known }, toSnakeCase(key), key, value);
      const { rest } = fillPath(operation, sample.input);
      return bodyWith(
        { ...rest },
        field.name,
        field.name,
        isList ? `[${JSON.stringify(known)},${changed}]` : changed,
      );
    };
    const pointerTo = (key: string) => `${field.name}/${isList ? '1/' : ''}${key}`;

    test.each(field.nested.map((nested) => [nested.name, nested] as const))(
      `refuses every bad %s in its ${field.name}, and points at it`,
      async (_nested, nested) => {
        const values = badValues(nested);
        if (isInCents(operation, nested.name)) values.push('1.001', '"0.001"', '0', '"0.00"');
        for (const spelling of [nested.name, toCamelCase(nested.name)]) {
          for (const value of values) {
            const reply = await send({ raw: around(spelling, value) });
            expectRefusal(reply, pointerTo(spelling), `${spelling} = ${value.slice(0, 80)}`);
          }
        }
      },
    );

    test(`refuses a field in its ${field.name} that is missing, or unknown`, async () => {
      for (const nested of field.nested.filter(({ isRequired }) => isRequired)) {
        const lacking = around(nested.name, '""').replaceAll(/,?"\w+":""/g, '');
        const reply = await send({ raw: lacking.replaceAll('{,', '{') });
        expectRefusal(reply, pointerTo(nested.name), 'missing');
        expect(reply.body['errors']).toContainEqual({
          pointer: `/${pointerTo(nested.name)}`,
          message: 'is required',
        });
      }
      for (const unknown of ['surprise', 'unitPrice', '__proto__'])
        expectRefusal(await send({ raw: around(unknown, '1') }), pointerTo(unknown), `unknown ${unknown}`);
    });
  }

  for (const field of queryFields) {
    test(`refuses every bad ${field.name} in its query, and points at it`, async () => {
      const { rest } = fillPath(operation, sample.input);
      for (const spelling of [field.name, toCamelCase(field.name)]) {
        for (const value of badQueryValues(field)) {
          const query = { ...rest, [field.name]: undefined, [spelling]: value };
          const reply = await send({
            query: new URLSearchParams(JSON.parse(JSON.stringify(query))).toString(),
          });
          expectRefusal(reply, spelling, `${spelling} = ${value.slice(0, 80)}`);
        }
        const twice = await send({
          query: `${new URLSearchParams(rest as Record<string, string>)}&${spelling}=1&${spelling}=1`,
        });
        expectRefusal(twice, spelling, `${spelling} twice`);
      }
    });
  }

  for (const field of pathFields) {
    test(`refuses every bad ${field.name} in its path, and points at it`, async () => {
      for (const value of badQueryValues(field).filter((text) => text !== '')) {
        const { path, rest } = fillPath(operation, { ...sample.input, [field.name]: value });
        const given = inBody(operation) ? { body: rest } : { query: rest as Record<string, string> };
        const reply = await api.send(operation.method, path, { ...given, as: sample.as ?? api.owner });
        expectRefusal(reply, field.name, value.slice(0, 80));
      }
    });
  }

  test('refuses a request that lacks a field it needs', async () => {
    const { rest } = fillPath(operation, sample.input);
    for (const field of [...bodyFields, ...queryFields].filter(({ isRequired }) => isRequired)) {
      const reply = await send(given(operation, { ...rest, [field.name]: undefined }));
      expectRefusal(reply, field.name, 'missing');
      expect(reply.body['errors']).toContainEqual({ pointer: `/${field.name}`, message: 'is required' });
    }
  });

  test('refuses fields it does not know, in whatever spelling', async () => {
    const { rest } = fillPath(operation, sample.input);
    for (const unknown of ['surprise', 'isAdmin', '__proto__', 'constructor', 'a/b~c', '🦆', '']) {
      const pointer = unknown.replaceAll('~', '~0').replaceAll('/', '~1');
      const options = inBody(operation)
        ? {
            raw: JSON.stringify(rest).replace(
              /}$/,
              `${Object.keys(rest).length > 0 ? ',' : ''}${JSON.stringify(unknown)}:1}`,
            ),
          }
        : {
            query: new URLSearchParams([
              ...Object.entries(rest as Record<string, string>),
              [unknown, '1'],
            ]).toString(),
          };
      expectRefusal(await send(options), pointer, `unknown ${unknown}`);
    }
  });

  test('refuses a field that is given more than once', async () => {
    const { rest } = fillPath(operation, sample.input);
    const field = [...bodyFields, ...queryFields].find(({ name: each }) => each.includes('_'));
    if (field === undefined) return;
    const both = {
      ...rest,
      [toCamelCase(field.name)]: rest[field.name] ?? '1',
      [field.name]: rest[field.name] ?? '1',
    };
    expectRefusal(
      await send(given(operation, both)),
      new RegExp(`^/(${field.name}|${toCamelCase(field.name)})$`),
      'both spellings',
    );
    if (!inBody(operation)) return;
    const split = await send({ body: { ...rest, [field.name]: 'x' }, query: { [field.name]: 'x' } });
    expectRefusal(split, field.name, 'query and body');
  });

  if (inBody(operation)) {
    test.each(badBodies)('refuses a body that is %s', async (_what, raw, status) => {
      const reply = await send({ raw });
      expect(reply).toMatchObject({
        status,
        body: { code: status === 413 ? 'payload_too_large' : 'invalid_json' },
      });
      expectProblem(reply);
    });
  }
});

function expectProblem(reply: Reply): void {
  expect(reply.headers.get('content-type')).toBe('application/problem+json');
  expect(reply.body).toEqual(
    expect.objectContaining({
      type: `/docs/errors/${String(reply.body['code'])}`,
      title: expect.any(String),
      status: reply.status,
      detail: expect.any(String),
      error: expect.any(String),
      remedy: expect.any(String),
      request_id: reply.headers.get('x-request-id'),
    }),
  );
}

function expectRefusal(reply: Reply, pointer: string | RegExp, what: string): void {
  const pointers = ((reply.body['errors'] ?? []) as { pointer: string }[]).map((error) => error.pointer);
  const isPointedAt = pointers.some((each) =>
    typeof pointer === 'string'
      ? each === `/${pointer}` || each.startsWith(`/${pointer}/`)
      : pointer.test(each),
  );
  expect({ what, status: reply.status, code: reply.body['code'], pointers, isPointedAt }).toEqual({
    what,
    status: 422,
    code: 'invalid_request',
    pointers: expect.anything(),
    isPointedAt: true,
  });
  expectProblem(reply);
}

function given(operation: Operation, input: Record<string, unknown>) {
  const known = JSON.parse(JSON.stringify(input)) as Record<string, string>;
  return inBody(operation) ? { body: known } : { query: known };
}

/** The body with one field replaced by a value that is written as it stands. */
function bodyWith(input: Record<string, unknown>, field: string, spelling: string, value: string): string {
  delete input[field];
  const rest = Object.entries(input).map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`);
  return `{${[...rest, `${JSON.stringify(spelling)}:${value}`].join(',')}}`;
}

function toSnakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function toCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
