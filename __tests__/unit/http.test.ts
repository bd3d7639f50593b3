import { z } from 'zod';
import { readBody } from '@/lib/http/body';
import { readInput } from '@/lib/http/input';
import { renameKeys, respell, toSnakeCase } from '@/lib/http/names';
import { createCustomer, getCustomer, listCustomers } from '@/lib/operations/customers';
import { defineOperation } from '@/lib/operations/define';
import { Problem } from '@/lib/errors/problem';

function post(body: BodyInit, query = ''): Request {
  return new Request(`http://localhost/api/x${query}`, { method: 'POST', body });
}

describe('names', () => {
  test.each([
    ['customerId', 'customer_id'],
    ['customer_id', 'customer_id'],
    ['hourlyDebitAmount', 'hourly_debit_amount'],
    ['id', 'id'],
    ['ID', '_i_d'],
  ])('%s is %s inside', (sent, inside) => {
    expect(toSnakeCase(sent)).toBe(inside);
  });

  test('are renamed at every depth, and every pointer is spelled as the request was', () => {
    const { value, pointerTo } = renameKeys({
      lineItems: [{ unitPrice: 1 }, { unit_price: 2 }],
      'a/b~c': { d: 1 },
    });
    expect(value).toEqual({ line_items: [{ unit_price: 1 }, { unit_price: 2 }], 'a/b~c': { d: 1 } });
    expect(pointerTo(['line_items', 0, 'unit_price'])).toBe('/lineItems/0/unitPrice');
    expect(pointerTo(['line_items', 1, 'unit_price'])).toBe('/lineItems/1/unit_price');
    expect(pointerTo(['a/b~c', 'd'])).toBe('/a~1b~0c/d');
    expect(pointerTo(['never_sent'])).toBe('/never_sent');
    expect(respell([{ pointer: '/line_items/0/unit_price', message: 'm' }], pointerTo)).toEqual([
      { pointer: '/lineItems/0/unitPrice', message: 'm' },
    ]);
  });

  test('of one field in two spellings are refused, wherever they stand', () => {
    expect(problemOf(() => renameKeys({ a: { customerId: 1, customer_id: 1 } }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/a/customerId', message: 'is given more than once' }],
    });
  });
});

describe('a body', () => {
  test('keeps numbers that a double holds as numbers, and the others as the text that was sent', async () => {
    const body = `{"a": 1.5, "b": 1.50, "c": 30.0, "d": 1e2, "e": -0, "f": 123456789012345.999999, "g": 0.1234567890123456,
      "h": 123456789012345678e-3, "i": 1e400, "j": 9007199254740993, "k": 12.3400000000000000000, "l": "1.10", "m": [5, 0.5]}`;
    expect(await readBody(post(body))).toEqual({
      a: 1.5,
      b: 1.5,
      c: 30,
      d: 100,
      e: -0,
      f: '123456789012345.999999',
      g: '0.1234567890123456',
      h: '123456789012345678e-3',
      i: Infinity,
      j: 9007199254740992,
      k: '12.34',
      l: '1.10',
      m: [5, 0.5],
    });
  });

  test.each(['', ' \n\t', '{}'])('of %j has no fields', async (body) => {
    expect(await readBody(post(body))).toEqual({});
  });

  test.each(['[]', '"x"', '5', 'null', '{', 'x', '{}x'])('of %j is no JSON object', async (body) => {
    await expect(readBody(post(body))).rejects.toMatchObject({ code: 'invalid_json', status: 400 });
  });

  test('that was cut between the bytes of a character is not UTF-8', async () => {
    const cut = new TextEncoder().encode('{"a":"🦆').slice(0, -1);
    await expect(readBody(post(cut))).rejects.toMatchObject({
      code: 'invalid_json',
      message: 'The body must be UTF-8.',
    });
  });

  test('may hold a character whose bytes came in two parts', async () => {
    const bytes = new TextEncoder().encode('{"a":"🦆"}');
    const stream = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of bytes) controller.enqueue(new Uint8Array([byte]));
        controller.close();
      },
    });
    const init = { method: 'POST', body: stream, duplex: 'half' } as RequestInit;
    expect(await readBody(new Request('http://localhost/', init))).toEqual({ a: '🦆' });
  });

  test('may be a million bytes, and no more', async () => {
    const of = (length: number) => `{"a":"${'x'.repeat(length - 8)}"}`;
    expect(await readBody(post(of(1_000_000)))).toHaveProperty('a');
    await expect(readBody(post(of(1_000_001)))).rejects.toMatchObject({
      code: 'payload_too_large',
      status: 413,
    });
  });
});

describe('input', () => {
  const id = '0196c1f0-0000-7000-8000-000000000001';
  const get = (query: string) => new Request(`http://localhost/api/x${query}`);

  test('comes from path, query and body together', async () => {
    const operation = defineOperation({
      ...createCustomer,
      input: z.strictObject({ a: z.string(), b: z.string(), c: z.string() }),
    });
    const { value } = await readInput(operation, post('{"b":"2"}', '?a=1'), { c: '3' });
    expect(value).toEqual({ a: '1', b: '2', c: '3' });
  });

  test('is refused where the path and the rest disagree, and taken where they agree', async () => {
    const agreeing = await readInput(getCustomer, get(`?customerId=${id}`), { customer_id: id });
    expect(agreeing.value).toEqual({ customer_id: id });
    await expect(readInput(getCustomer, get('?customerId=x'), { customer_id: id })).rejects.toMatchObject({
      errors: [{ pointer: '/customerId', message: 'must be the id in the path, or left out' }],
    });
  });

  test('names every field that is wrong, and says it in plain words', async () => {
    const body = {
      balance: '-1',
      hourlyDebitAmount: true,
      status: 'x',
      email: 5,
      surprise: 1,
      externalId: '',
    };
    await expect(readInput(createCustomer, post(JSON.stringify(body)), {})).rejects.toMatchObject({
      code: 'invalid_request',
      errors: expect.arrayContaining([
        { pointer: '/name', message: 'is required' },
        { pointer: '/balance', message: 'must not be negative' },
        { pointer: '/hourlyDebitAmount', message: 'must be a decimal string or a number' },
        { pointer: '/status', message: 'must be active or inactive' },
        { pointer: '/email', message: 'must be an email address' },
        { pointer: '/surprise', message: 'is not a field of this request' },
        { pointer: '/externalId', message: 'must not be empty' },
      ]),
    });
    await expect(readInput(listCustomers, get('?limit=201&sort=x'), {})).rejects.toMatchObject({
      errors: [
        { pointer: '/sort', message: 'must be created, name, balance, owed, hourly or runway' },
        { pointer: '/limit', message: 'must be at most 200' },
      ],
    });
  });

  test('of a read ignores a body', async () => {
    expect((await readInput(listCustomers, get('?search=%20a%20'), {})).value).toEqual({ search: 'a' });
  });
});

function problemOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (failure) {
    expect(failure).toBeInstanceOf(Problem);
    return failure;
  }
}
