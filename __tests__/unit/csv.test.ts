import { z } from 'zod';
import { csvLine } from '@/lib/http/csv';
import { route } from '@/lib/http/route';
import { defineOperation } from '@/lib/operations/define';
import { pageInput, pageOf } from '@/lib/operations/schemas';
import { Problem } from '@/lib/errors/problem';

beforeAll(() => {
  Object.assign(process.env, {
    SUPABASE_URL: 'http://localhost:1',
    SUPABASE_PUBLISHABLE_KEY: 'none',
    APP_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
});

const moment = '2026-11-21T09:30:00.123456+00:00';

/** Anyone may read the letters of a list, as of a moment. */
const listed = defineOperation({
  name: 'list_letters',
  method: 'GET',
  path: '/letters',
  tag: 'Letters',
  summary: 'List letters',
  access: null,
  input: z.strictObject({ as_of: z.string().optional(), ...pageInput }),
  output: pageOf(z.object({ letter: z.string() })).extend({ as_of: z.string() }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

const letters = defineOperation({
  ...listed,
  csv: {
    fileName: ({ as_of }) => `letters "${as_of.slice(0, 10)}".csv`,
    header: ['letter'],
    rows: ({ data }) => data.map(({ letter }) => [letter]),
  },
});

/** The answers of `letters`, one for each cursor; what was asked is kept. */
function answering(pages: readonly (readonly string[] | Problem)[]) {
  const asked: Record<string, unknown>[] = [];
  const GET = route(letters, async (input) => {
    asked.push(input);
    const number = Number(input.cursor ?? 0);
    const page = pages[number] ?? [];
    if (page instanceof Problem) throw page;
    const has_more = number + 1 < pages.length;
    const data = page.map((letter) => ({ letter }));
    const answer = { data, has_more, next_cursor: has_more ? String(number + 1) : null, as_of: moment };
    return { text: JSON.stringify(answer), replayed: false };
  });
  const get = (query = '', headers: Record<string, string> = {}) =>
    GET(new Request(`http://localhost/api/letters${query}`, { headers }), { params: Promise.resolve({}) });
  return { asked, get };
}

describe('a line', () => {
  test.each([
    [['a', 'b'], 'a,b'],
    [['a,b', 'say "hi"', 'two\r\nlines', ' space '], '"a,b","say ""hi""","two\r\nlines", space '],
    [[null, '', 0, -5, 12.5], ',,0,-5,12.5'],
    [['Zoë Ångström 🦆'], 'Zoë Ångström 🦆'],
  ])('%j is %j, and ends in CRLF', (cells, text) => {
    expect(csvLine(cells)).toBe(`${text}\r\n`);
  });

  test.each(['=1+1', '+1', '-cmd', '@sum(A1)', '\tx', '-1.2.3', '-5\n=1', '-'])(
    'gives %j to a spreadsheet as text: it would run it as a formula',
    (value) => {
      expect(csvLine([value])).toMatch(/^"?'/);
    },
  );

  test('quotes a carriage return that begins a cell, behind its apostrophe', () => {
    expect(csvLine(['\r=1'])).toBe('"\'\r=1"\r\n');
  });

  test.each(['-12.50', '-1', '0', '1.000001', 'a=1', "it's", '2026-11-21T09:30:00Z'])(
    'leaves %j as it is',
    (value) => {
      expect(csvLine([value])).toBe(`${value}\r\n`);
    },
  );
});

describe('an answer as a table', () => {
  test('is a UTF-8 file without a byte order mark, with a name', async () => {
    const response = await answering([['ä']]).get('?format=csv');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('content-disposition')).toBe(
      'attachment; filename="letters--2026-11-21-.csv"',
    );
    expect(response.headers.get('cache-control')).toBe('no-store');
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(bytes).toEqual(new TextEncoder().encode('letter\r\nä\r\n'));
  });

  test('of no rows has the line of names', async () => {
    expect(await (await answering([[]]).get('?format=csv')).text()).toBe('letter\r\n');
  });

  test('has all pages in one, each read as of the moment of the first', async () => {
    const { asked, get } = answering([['a', 'b'], ['c', 'd'], ['e']]);
    expect(await (await get('?format=csv')).text()).toBe('letter\r\na\r\nb\r\nc\r\nd\r\ne\r\n');
    expect(asked).toEqual([
      { limit: 200 },
      { limit: 200, cursor: '1', as_of: moment },
      { limit: 200, cursor: '2', as_of: moment },
    ]);
  });

  test('is read page by page as it is taken: nobody waits for a page that is not wanted', async () => {
    const { asked, get } = answering([['a'], ['b'], ['c']]);
    const reader = (await get('?format=csv')).body?.getReader();
    await reader?.read();
    // Whatever would be read ahead is asked for by now.
    await new Promise(setImmediate);
    expect(asked).toHaveLength(1);
    await reader?.cancel();
  });

  test('that cannot be given is a problem like any other', async () => {
    const response = await answering([new Problem('permission_denied')]).get('?format=csv');
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('content-disposition')).toBeNull();
  });

  test('that breaks off in the middle never looks like a whole one', async () => {
    const response = await answering([['a'], new Problem('service_unavailable')]).get('?format=csv');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toMatchObject({ code: 'service_unavailable' });
  });
});

describe('whether an answer is a table', () => {
  const typeOf = async (query: string, accept?: string) =>
    (await answering([['a']]).get(query, accept === undefined ? {} : { accept })).headers
      .get('content-type')
      ?.split(';')[0];

  test.each([
    ['', undefined, 'application/json'],
    ['?format=json', 'text/csv', 'application/json'],
    ['?format=csv', 'application/json', 'text/csv'],
    ['', 'text/csv', 'text/csv'],
    ['', 'TEXT/CSV; header=present', 'text/csv'],
    ['', 'text/csv, */*;q=0.5', 'text/csv'],
    ['', '*/*, text/csv', 'text/csv'],
    ['', 'application/json;q=0.5, text/csv;q=0.9', 'text/csv'],
    ['', 'application/json, text/csv', 'application/json'],
    ['', 'application/json, text/csv;q=0.9', 'application/json'],
    ['', 'text/csv;q=0, */*', 'application/json'],
    ['', 'text/csv;q=nonsense', 'application/json'],
    ['', '*/*', 'application/json'],
    ['', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/json'],
    ['', '', 'application/json'],
  ])('with the query %j and Accept %j it is %s', async (query, accept, type) => {
    expect(await typeOf(query, accept)).toBe(type);
  });

  test.each(['?format=xml', '?format=', '?format=CSV'])(
    '%s is refused, and names the field',
    async (query) => {
      const response = await answering([['a']]).get(query);
      expect(response.status).toBe(422);
      expect(await response.json()).toMatchObject({
        code: 'invalid_request',
        errors: [{ pointer: '/format', message: 'must be json or csv' }],
      });
    },
  );

  test('an operation whose answer is no table knows no such parameter, and gives JSON whatever is preferred', async () => {
    const GET = route(listed, async () => ({ text: '{}', replayed: false }));
    const get = (query: string) =>
      GET(new Request(`http://localhost/api/letters${query}`, { headers: { accept: 'text/csv' } }), {
        params: Promise.resolve({}),
      });
    expect((await get('')).headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await (await get('?format=csv')).json()).toMatchObject({
      errors: [{ pointer: '/format', message: 'is not a field of this request' }],
    });
  });
});
