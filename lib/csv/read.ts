import 'server-only';
import { CsvError, parse } from 'csv-parse/sync';
import { unguarded } from './formula';

/** A file of rows as programs and spreadsheets write it: commas, semicolons or tabs; UTF-8, UTF-16 or windows-1252. */

export const largestFileBytes = 1_000_000;
const mostColumns = 50;
const longestCell = 2_000;

export interface CsvRow {
  /** As a spreadsheet counts: the line of names is 1. */
  line: number;
  cells: string[];
}

export interface CsvTable {
  header: string[];
  rows: CsvRow[];
  delimiter: string;
  encoding: string;
}

/** What is wrong with a file, in words for whoever chose it. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile';
}

/** @throws UnreadableFile */
export function readCsv(bytes: Uint8Array, mostRows: number): CsvTable {
  if (bytes.byteLength > largestFileBytes) throw new UnreadableFile('must be at most 1 MB');
  const { text, encoding } = decode(bytes);
  const delimiter = delimiterOf(text);
  const [header = [], ...rows] = recordsOf(text, delimiter);
  const names = header.map((name) => name.trim());
  if (names.every((name) => name === '')) throw new UnreadableFile('must begin with a line of column names');
  if (names.length > mostColumns) throw new UnreadableFile(`must have at most ${mostColumns} columns`);
  const filled = rows
    .map((cells, index) => ({ line: index + 2, cells: cells.map((cell) => unguarded(cell.trim())) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0) throw new UnreadableFile('must have at least one row below the column names');
  if (filled.length > mostRows) {
    throw new UnreadableFile(`must have at most ${mostRows} rows, and has ${filled.length}: split it`);
  }
  for (const { line, cells } of filled) {
    if (cells.length > names.length) throw new UnreadableFile(`has more cells than columns in row ${line}`);
    if (cells.some((cell) => cell.length > longestCell)) {
      throw new UnreadableFile(`has a cell of more than ${longestCell} characters in row ${line}`);
    }
  }
  return { header: names, rows: filled, delimiter, encoding };
}

function recordsOf(text: string, delimiter: string): string[][] {
  try {
    return parse(text, { delimiter, relax_column_count: true, relax_quotes: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new UnreadableFile('has a quotation mark that is not closed: save it as CSV again');
  }
}

/** Excel writes windows-1252 where nobody tells it otherwise, and UTF-16 as "Unicode text". */
function decode(bytes: Uint8Array): { text: string; encoding: string } {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
    throw new UnreadableFile('is a workbook: save the sheet as CSV and choose that');
  }
  const [first, second] = bytes;
  const wide =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const read = (encoding: string) => {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    if (text.includes('\0')) throw new UnreadableFile('is no text file: save it as CSV');
    return { text, encoding };
  };
  for (const encoding of wide === null ? ['utf-8', 'windows-1252'] : [wide]) {
    try {
      return read(encoding);
    } catch (error) {
      if (error instanceof UnreadableFile) throw error;
    }
  }
  throw new UnreadableFile('is no text file: save it as CSV');
}

/** The one that is most often in the line of names, outside of quotes. */
function delimiterOf(text: string): string {
  const line = (/^(?:"(?:[^"]|"")*"|[^\r\n"])*/.exec(text)?.[0] ?? '').replaceAll(/"(?:[^"]|"")*"/g, '');
  const [best = ','] = [',', ';', '\t', '|']
    .map((delimiter) => ({ delimiter, count: line.split(delimiter).length }))
    .sort((a, b) => b.count - a.count)
    .map(({ delimiter }) => delimiter);
  return best;
}
