'use server';

import type { z } from 'zod';
import { readCsv, UnreadableFile, type CsvTable } from '@/lib/csv/read';
import { importFields, guessFields, type ImportNoun } from '@/lib/imports/nouns';
import type { ImportPreview, PreviewRow } from '@/lib/imports/preview';
import { rowsOf, type ImportRow } from '@/lib/imports/rows';
import { importCustomers, importProducts, mostRows, type importAnswer } from '@/lib/operations/imports';
import { userIdentity } from '@/lib/pages/identity';
import { perform, refusalOf } from '@/lib/pages/perform';
import { failureOf, invalidForm, type ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField } from '@/lib/ui/form-data';

const shownProblems = 200;
const shownGood = 25;

const delimiters: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** What an import of the file would do: every rule is asked, and nothing is written. */
export async function previewImport(form: FormData): Promise<ActionResult<ImportPreview>> {
  return runImport(form, { dry_run: true });
}

/** Imports the file: all of its rows, or with `skip_invalid` those that are good. */
export async function importFile(form: FormData): Promise<ActionResult<ImportPreview>> {
  return runImport(form, { skip_invalid: textField(form, 'skip_invalid') === 'true' });
}

async function runImport(
  form: FormData,
  choices: { dry_run?: boolean; skip_invalid?: boolean },
): Promise<ActionResult<ImportPreview>> {
  try {
    if ((await userIdentity()).accessToken === null) return failureOf('authentication_required');
  } catch (failure) {
    return refusalOf(failure);
  }
  const noun: ImportNoun = textField(form, 'noun') === 'products' ? 'products' : 'customers';
  const file = form.get('file');
  if (!(file instanceof File)) return invalidForm({ file: 'is required' });
  let table: CsvTable;
  try {
    table = readCsv(new Uint8Array(await file.arrayBuffer()), mostRows);
  } catch (failure) {
    if (failure instanceof UnreadableFile) return invalidForm({ file: failure.message });
    return refusalOf(failure);
  }
  const fields = fieldsOf(noun, form, table.header);
  const rows = rowsOf(noun, table, fields);
  const key = choices.dry_run ? {} : idempotencyKeyOf(form);
  const result =
    noun === 'customers'
      ? await perform(importCustomers, { customers: rows, ...choices }, key)
      : await perform(importProducts, { products: rows, ...choices }, key);
  return result.ok ? { ok: true, data: previewOf(noun, table, fields, rows, result.data) } : result;
}

/** The field of each column: as somebody chose, or as its name says. */
function fieldsOf(noun: ImportNoun, form: FormData, header: readonly string[]): (string | null)[] {
  const chosen = form.getAll('column').map(String);
  if (chosen.length !== header.length) return guessFields(noun, header);
  return chosen.map((name, index) =>
    importFields[noun].some((field) => field.name === name) && chosen.indexOf(name) === index ? name : null,
  );
}

function previewOf(
  noun: ImportNoun,
  table: CsvTable,
  fields: readonly (string | null)[],
  rows: readonly ImportRow[],
  { results, ...counts }: z.output<typeof importAnswer>,
): ImportPreview {
  const used = importFields[noun].filter(({ name }) => fields.includes(name)).map(({ name }) => name);
  const all = results.map(({ row, outcome, id, error }): PreviewRow => ({
    line: table.rows[row - 1]?.line ?? row,
    cells: used.map((name) => String(rows[row - 1]?.[name] ?? '')),
    outcome,
    id,
    problems: (error === null
      ? []
      : error.errors.length > 0
        ? error.errors
        : [{ pointer: '', message: error.detail }]
    ).map(({ pointer, message }) => ({ field: pointer.replace(/^\//, '') || null, message })),
  }));
  const shown = [
    ...all.filter(({ problems }) => problems.length > 0).slice(0, shownProblems),
    ...all.filter(({ problems }) => problems.length === 0).slice(0, shownGood),
  ];
  const readAs = [
    table.encoding === 'utf-8' ? null : table.encoding,
    table.delimiter === ',' ? null : `cells parted by ${delimiters[table.delimiter] ?? 'another sign'}`,
  ].filter((part) => part !== null);
  const { good, duplicates, invalid, created } = counts;
  return {
    noun,
    columns: table.header.map((header, index) => ({ header, field: fields[index] ?? null })),
    fields: used,
    readAs: readAs.length > 0 ? readAs.join(', ') : null,
    good,
    duplicates,
    invalid,
    created,
    rows: shown,
    hidden: all.length - shown.length,
  };
}
