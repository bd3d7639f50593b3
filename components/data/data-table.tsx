import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** Leads the card on a phone, and holds the link of the row. */
  primary?: boolean;
  /** `wide`: only where there is room; the detail page has it too. */
  show?: 'always' | 'wide';
  sort?: { href: string; direction: 'asc' | 'desc' | null };
}

export interface DataTableProps<Row> {
  /** What the table holds, for those who cannot see the heading above it. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** Where a row leads; the whole row is then one target. */
  rowHref?: (row: Row) => string;
  className?: string;
}

function SortLink({ header, sort }: { header: string; sort: NonNullable<Column<unknown>['sort']> }) {
  const Icon = sort.direction === null ? ChevronsUpDown : sort.direction === 'asc' ? ArrowUp : ArrowDown;
  return (
    <Link
      href={sort.href}
      scroll={false}
      className={cn('-mx-1 inline-flex items-center gap-1 rounded px-1 hover:text-ink', sort.direction && 'text-ink')}
    >
      {header}
      <Icon className={cn('size-3.5', sort.direction === null && 'opacity-50')} aria-hidden />
    </Link>
  );
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

/**
 * A table that is a table on a wide screen and a list of cards on a phone. The roles are written out since
 * browsers forget what a table is once its parts are laid out as blocks.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, className }: DataTableProps<Row>) {
  return (
    <div className={cn('sm:overflow-x-auto', className)}>
      <table role="table" className="block w-full text-sm sm:table">
        <caption className="sr-only">{caption}</caption>
        <thead role="rowgroup" className="sr-only sm:not-sr-only sm:table-header-group">
          <tr role="row">
            {columns.map((column) => (
              <th
                key={column.key}
                role="columnheader"
                scope="col"
                aria-sort={column.sort?.direction ? ariaSort[column.sort.direction] : undefined}
                className={cn(
                  'h-10 px-3 text-xs font-medium whitespace-nowrap text-muted first:pl-5 last:pr-5 sm:border-b sm:border-line',
                  column.align === 'end' ? 'text-right' : 'text-left',
                  column.show === 'wide' && 'sm:hidden xl:table-cell',
                )}
              >
                {column.sort ? <SortLink header={column.header} sort={column.sort} /> : column.header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="block sm:table-row-group">
          {rows.map((row) => (
            <tr
              key={rowKey(row)}
              role="row"
              className={cn(
                'relative block border-line px-4 py-3 not-last:border-b sm:table-row sm:p-0',
                rowHref && 'transition-colors hover:bg-subtle/60',
              )}
            >
              {columns.map((column) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.header}
                  className={cn(
                    'flex min-w-0 items-center justify-between gap-4 py-0.75 text-right sm:table-cell sm:h-12 sm:px-3 sm:py-2 sm:first:pl-5 sm:last:pr-5',
                    column.primary
                      ? 'pb-1.5 text-left text-[0.9375rem] font-medium sm:text-sm'
                      : 'before:shrink-0 before:text-muted before:content-[attr(data-label)] sm:before:hidden',
                    column.align === 'end' ? 'sm:text-right' : 'sm:text-left',
                    column.show === 'wide' && 'sm:hidden xl:table-cell',
                  )}
                >
                  {column.primary && rowHref ? (
                    <Link
                      href={rowHref(row)}
                      className="min-w-0 outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent-ink"
                    >
                      {column.cell(row)}
                    </Link>
                  ) : (
                    column.cell(row)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
