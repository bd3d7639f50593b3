import type { CsvTable } from '@/lib/csv/read';
import { importFields, type ImportField, type ImportNoun } from './nouns';

/** One row as the API takes it. */
export type ImportRow = Record<string, string | boolean>;

const choices: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['yes', true],
  ['y', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['n', false],
  ['0', false],
]);
const states: ReadonlyMap<string, string> = new Map([['paused', 'inactive']]);

/** The rows of a file by the columns that were chosen for them. An empty cell is a field that is left out. */
export function rowsOf(
  noun: ImportNoun,
  { rows, delimiter }: Pick<CsvTable, 'rows' | 'delimiter'>,
  fields: readonly (string | null)[],
): ImportRow[] {
  // Where semicolons part the cells the comma is free, and is what parts a decimal.
  const hasDecimalComma = delimiter !== ',';
  const known = fields.map((name) => importFields[noun].find((field) => field.name === name));
  return rows.map(({ cells }) =>
    Object.fromEntries(
      known.flatMap((field, index) => {
        const cell = cells[index] ?? '';
        return field === undefined || cell === ''
          ? []
          : [[field.name, valueOf(field, cell, hasDecimalComma)]];
      }),
    ),
  );
}

/** What cannot be understood stays as it is: the database says what is wrong with it, in the words it has for all. */
function valueOf({ kind }: ImportField, cell: string, hasDecimalComma: boolean): string | boolean {
  switch (kind) {
    case 'amount':
      return hasDecimalComma && /^-?\d+,\d+$/.test(cell) ? cell.replace(',', '.') : cell;
    case 'choice':
      return choices.get(cell.toLowerCase()) ?? cell;
    case 'status':
      return states.get(cell.toLowerCase()) ?? cell.toLowerCase();
    case 'text':
      return cell;
  }
}
