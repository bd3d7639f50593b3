/** Imports over HTTP, and from the file that somebody chose on the page: the way through the server action. */
import { randomUUID } from 'node:crypto';
import type { ImportPreview } from '@/lib/imports/preview';
import type { ActionResult } from '@/lib/ui/action-result';
import { checksumsOf } from './support/checksum';
import { actAs } from './support/server';
import { sessionCookie } from './support/session';
import { startApi, type ApiStage } from './support/stage';

let api: ApiStage;
let cookie: string;

beforeAll(async () => {
  api = await startApi();
  cookie = await sessionCookie(api);
});
afterAll(() => api.close());

describe('over HTTP', () => {
  const send = (body: object, headers: Record<string, string> = {}) =>
    api.send('POST', '/api/customers/import', { body, headers });

  test('rows may be spelled as any other request, and pointers are spelled as the rows were', async () => {
    const row = { name: 'Ada', externalId: randomUUID(), hourlyDebitAmount: '1.5' };
    expect(await send({ customers: [row], dryRun: true })).toMatchObject({
      status: 200,
      body: { dry_run: true, created: 0, good: 1, results: [{ row: 1, outcome: 'would_create', id: null }] },
    });
    expect(await send({ customers: [{ ...row, creditLimit: 'much' }] })).toMatchObject({
      status: 422,
      body: { code: 'invalid_request', errors: [{ pointer: '/customers/0/creditLimit' }] },
    });
    expect(await send({ customers: [row] })).toMatchObject({ status: 200, body: { created: 1 } });
  });

  test('a thousand rows fit into a request, and one more is refused whole', async () => {
    const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ name: `Customer ${n}` }));
    expect(await send({ customers: rows(1000), dry_run: true })).toMatchObject({ body: { good: 1000 } });
    expect(await send({ customers: rows(1001), dry_run: true })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/customers' }] },
    });
  });

  test('text that Postgres cannot hold is wrong with its own row only', async () => {
    const { body } = await send({
      customers: [{ name: 'a\0b' }, { name: '\ud800' }, { name: 'Ada' }],
      dry_run: true,
    });
    expect((body['results'] as { outcome: string }[]).map(({ outcome }) => outcome)).toEqual([
      'invalid',
      'invalid',
      'would_create',
    ]);
  });

  test('sent twice with a key it is imported once', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { customers: [{ name: 'Once' }] };
    const first = await send(body, key);
    expect(await send(body, key)).toMatchObject({ status: 200, body: first.body });
    const { body: found } = await api.send('GET', '/api/customers', { query: { search: 'Once' } });
    expect(found['data']).toHaveLength(1);
  });
});

describe('from a file', () => {
  function formOf(text: string | Uint8Array<ArrayBuffer>, more: Record<string, string> = {}): FormData {
    const form = new FormData();
    form.set('noun', 'products');
    form.set('file', new File([text], 'products.csv'));
    for (const [name, value] of Object.entries(more)) form.set(name, value);
    return form;
  }
  const as = async (who: string, action: 'previewImport' | 'importFile', form: FormData) => {
    const actions = await import('@/app/actions/imports');
    return actAs(who, async (): Promise<ActionResult<ImportPreview>> => actions[action](form));
  };
  const sku = () => `F-${randomUUID()}`;

  test('the preview says what each row would do and writes nothing; the import does just that', async () => {
    const [one, two] = [sku(), sku()];
    const text = `Article;Title;Unit price;Qty;Remark\r\n${one};Desk;1,50;3;x\r\n\r\n${two};=1+1;2;;\r\n`;
    const before = await checksumsOf(api.database.admin);
    const preview = await as(cookie, 'previewImport', formOf(text));
    expect(preview).toMatchObject({
      ok: true,
      data: {
        columns: [
          { field: 'sku' },
          { field: 'name' },
          { field: 'price' },
          { field: 'stock' },
          { field: null },
        ],
        readAs: 'cells parted by semicolons',
        good: 2,
        created: 0,
        rows: [
          { line: 2, cells: [one, 'Desk', '1.50', '3'], outcome: 'would_create' },
          { line: 4, cells: [two, '=1+1', '2', ''], outcome: 'would_create' },
        ],
      },
    });
    expect(await checksumsOf(api.database.admin)).toEqual(before);
    const done = await as(cookie, 'importFile', formOf(text, { idempotency_key: randomUUID() }));
    expect(done).toMatchObject({ ok: true, data: { created: 2, rows: [{ id: expect.any(String) }, {}] } });
  });

  test('a row that is not good is named by its line in the file, first of all rows', async () => {
    const result = await as(
      cookie,
      'previewImport',
      formOf(`sku,name,price\n${sku()},Desk,1\n${sku()},,x\n`),
    );
    expect(result).toMatchObject({
      data: {
        good: 1,
        invalid: 1,
        rows: [
          { line: 3, problems: [{ field: 'price' }] },
          { line: 2, problems: [] },
        ],
      },
    });
  });

  test('the columns that somebody chose count, and not their names; a field is filled by one of them', async () => {
    const form = formOf(`price,x,name,y\nDesk,${sku()},1,Table\n`);
    for (const field of ['name', 'sku', 'price', 'name']) form.append('column', field);
    expect(await as(cookie, 'previewImport', form)).toMatchObject({
      data: { good: 1, columns: [{ field: 'name' }, { field: 'sku' }, { field: 'price' }, { field: null }] },
    });
  });

  test.each([
    ['a workbook', 'PK\u0003\u0004', 'is a workbook: save the sheet as CSV and choose that'],
    ['a file of more than 1 MB', 'x'.repeat(1_000_001), 'must be at most 1 MB'],
    ['a file without rows', 'sku,name,price\n', 'must have at least one row below the column names'],
    [
      'more than 1,000 rows',
      `sku\n${'a\n'.repeat(1001)}`,
      'must have at most 1000 rows, and has 1001: split it',
    ],
  ])('%s is refused before anything of it is looked at', async (_what, text, message) => {
    expect(await as(cookie, 'previewImport', formOf(text))).toMatchObject({
      ok: false,
      code: 'invalid_request',
      fields: { file: message },
    });
  });

  test('nobody who is signed out has a file looked at', async () => {
    for (const action of ['previewImport', 'importFile'] as const) {
      expect(await as('', action, formOf('PK\u0003\u0004'))).toMatchObject({
        ok: false,
        code: 'authentication_required',
      });
    }
  });
});
