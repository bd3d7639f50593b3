import type { ImportNoun } from './nouns';

/** What the page of an import shows; made on the server, without anything server-only. */

export interface PreviewRow {
  /** As a spreadsheet counts. */
  line: number;
  /** In the order of the columns that are used. */
  cells: string[];
  outcome: 'created' | 'would_create' | 'duplicate' | 'invalid';
  id: string | null;
  problems: { field: string | null; message: string }[];
}

export interface ImportPreview {
  noun: ImportNoun;
  columns: { header: string; field: string | null }[];
  /** The fields that the cells of the rows are of. */
  fields: string[];
  /** How the file was read, where that was not as UTF-8 with commas. */
  readAs: string | null;
  good: number;
  duplicates: number;
  invalid: number;
  /** Rows with problems first, then the first of the good ones. */
  rows: PreviewRow[];
  /** Rows that are not shown. */
  hidden: number;
  created: number;
}
