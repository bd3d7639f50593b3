import { DataTable, type Column } from '@/components/data/data-table';
import Link from 'next/link';
import { Badge, type Tone } from '@/components/ui/badge';
import { asSentence } from '@/lib/ui/failure-copy';
import { importFields } from '@/lib/imports/nouns';
import type { ImportPreview, PreviewRow } from '@/lib/imports/preview';

const outcomes: Record<PreviewRow['outcome'], { tone: Tone; label: string }> = {
  created: { tone: 'positive', label: 'Imported' },
  would_create: { tone: 'positive', label: 'Good' },
  duplicate: { tone: 'warning', label: 'There already' },
  invalid: { tone: 'danger', label: 'Not good' },
};

/** The rows of a file, each with what becomes of it and why. */
export function ImportRows({ preview }: { preview: ImportPreview }) {
  const { noun, fields, rows } = preview;
  const labelOf = (name: string) => importFields[noun].find((field) => field.name === name)?.label ?? name;
  const text = (value: string) => (value === '' ? <span className="text-muted">–</span> : value);
  const columns: Column<PreviewRow>[] = [
    {
      key: 'lead',
      header: labelOf(fields[0] ?? 'name'),
      phone: 'lead',
      cell: ({ cells, id }) => {
        const name = <span className="break-words">{cells[0] || '(empty)'}</span>;
        return id === null ? (
          name
        ) : (
          <Link
            href={`/${noun}/${id}`}
            prefetch={false}
            className="text-accent-ink underline-offset-4 hover:underline"
          >
            {name}
          </Link>
        );
      },
    },
    {
      key: 'outcome',
      header: 'Result',
      phone: 'figure',
      cell: ({ outcome }) => <Badge tone={outcomes[outcome].tone}>{outcomes[outcome].label}</Badge>,
    },
    ...(rows.some(({ problems }) => problems.length > 0)
      ? [
          {
            key: 'problems',
            header: 'What is wrong',
            phone: 'line' as const,
            cell: ({ problems }: PreviewRow) => (
              <ul className="text-danger min-w-0">
                {problems.map(({ field, message }) => (
                  <li key={`${field} ${message}`}>
                    {field === null ? asSentence(message) : `${labelOf(field)} ${message}.`}
                  </li>
                ))}
              </ul>
            ),
          },
        ]
      : []),
    { key: 'line', header: 'Row', phone: 'named', cell: ({ line }) => line },
    ...fields.slice(1).map((name, index): Column<PreviewRow> => {
      const isText = importFields[noun].find((field) => field.name === name)?.kind === 'text';
      return {
        key: name,
        header: labelOf(name),
        phone: 'named',
        show: index < 2 ? 'always' : 'wide',
        cell: ({ cells }) => (
          <span className={isText ? 'min-w-0 wrap-anywhere' : 'whitespace-nowrap'}>
            {text(cells[index + 1] ?? '')}
          </span>
        ),
      };
    }),
  ];
  return (
    <DataTable caption="Rows of the file" columns={columns} rows={rows} rowKey={({ line }) => String(line)} />
  );
}
