import { guarded } from '@/lib/csv/formula';
import type { CsvTable } from '@/lib/operations/define';

/** Answers as tables, by RFC 4180: commas, CRLF, quotes where they are needed, the names of the columns first. */

type Cell = string | number | null;

const lineEnd = '\r\n';

/** One line of a table, with its end. */
export function csvLine(cells: readonly Cell[]): string {
  return cells.map(csvCell).join(',') + lineEnd;
}

function csvCell(value: Cell): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = guarded(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A table of as many pages as there are, each read once the one before is taken. Where a page fails the stream
 * fails, and with it the connection: a part is never taken for the whole.
 *
 * @param following the page after one; null after the last
 */
export function csvStream<Answer>(
  table: CsvTable<Answer>,
  first: Answer,
  following: (answer: Answer) => Promise<Answer | null>,
): ReadableStream<Uint8Array> {
  const parts = partsOf(table, first, following);
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await parts.next();
        if (part.done === true) controller.close();
        else controller.enqueue(encoder.encode(part.value));
      },
      async cancel() {
        await parts.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

async function* partsOf<Answer>(
  table: CsvTable<Answer>,
  first: Answer,
  following: (answer: Answer) => Promise<Answer | null>,
): AsyncGenerator<string, undefined> {
  yield csvLine(table.header);
  for (let answer: Answer | null = first; answer !== null; answer = await following(answer)) {
    const lines = table.rows(answer).map(csvLine).join('');
    if (lines !== '') yield lines;
  }
  return undefined;
}

/** A name that every file system takes, whatever is in it. */
export function attachment(fileName: string): string {
  return `attachment; filename="${fileName.replace(/[^\w.-]/g, '-')}"`;
}
