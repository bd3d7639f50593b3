import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  align?: 'start' | 'end';
  /** `wide`: of the widths that show a table, only those with room for it. Cards go by `phone` alone. */
  show?: 'always' | 'wide';
  sort?: { href: string; direction: 'asc' | 'desc' | null };
  /**
   * The place in the card that a row is on a phone. `lead` begins it and holds the link of the row, `figure`
   * stands at its right; the others follow in pairs, `named` with their header, `bare` without, `line` on a line
   * of their own, `hidden` not at all.
   */
  phone?: 'lead' | 'figure' | 'named' | 'bare' | 'line' | 'hidden';
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
      prefetch={false}
      scroll={false}
      className={cn(
        'hover:text-ink -mx-1 inline-flex items-center gap-1 rounded px-1',
        sort.direction && 'text-ink',
      )}
    >
      {header}
      <Icon className={cn('size-3.5', sort.direction === null && 'opacity-50')} aria-hidden />
    </Link>
  );
}

const ariaSort = { asc: 'ascending', desc: 'descending' } as const;

/** The classes of each cell on a phone: where it stands, and on which side of its pair. */
function phoneClasses(columns: readonly Column<never>[]): string[] {
  let paired = 0;
  return columns.map((column) => {
    const place = column.phone ?? 'named';
    if (place === 'hidden') return 'max-sm:hidden';
    if (place === 'lead')
      return 'max-sm:-order-2 max-sm:flex-1 max-sm:basis-1/2 text-[0.9375rem] font-medium sm:text-sm';
    if (place === 'figure') return 'max-sm:-order-1 max-sm:justify-end max-sm:text-right';
    const isLine = place === 'line';
    const isRight = !isLine && paired % 2 === 1;
    if (!isLine) paired += 1;
    return cn(
      'max-sm:text-[0.8125rem]',
      isLine ? 'max-sm:order-1 max-sm:basis-full' : 'max-sm:grow max-sm:basis-[38%]',
      isRight && 'max-sm:justify-end max-sm:text-right',
      place === 'named' &&
        'max-sm:before:shrink-0 max-sm:before:text-muted max-sm:before:content-[attr(data-label)]',
    );
  });
}

/**
 * A table that is a table on a wide screen and a list of cards on a phone. The roles are written out since
 * browsers forget what a table is once its parts are laid out as blocks.
 */
export function DataTable<Row>({ caption, columns, rows, rowKey, rowHref, className }: DataTableProps<Row>) {
  const onPhone = phoneClasses(columns);
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
                  'text-muted sm:border-line h-10 px-3 text-xs font-medium whitespace-nowrap first:pl-5 last:pr-5 sm:border-b',
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
                'border-line relative flex flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-3 not-last:border-b sm:table-row sm:p-0',
                rowHref && 'hover:bg-subtle/60 transition-colors',
              )}
            >
              {columns.map((column, index) => (
                <td
                  key={column.key}
                  role="cell"
                  data-label={column.header}
                  className={cn(
                    'flex min-w-0 items-center gap-1.5 sm:table-cell sm:h-12 sm:px-3 sm:py-2 sm:first:pl-5 sm:last:pr-5',
                    onPhone[index],
                    column.align === 'end' ? 'sm:text-right sm:whitespace-nowrap' : 'sm:text-left',
                    column.show === 'wide' && 'sm:hidden xl:table-cell',
                  )}
                >
                  {column.phone === 'lead' && rowHref ? (
                    // A live page renders again with every change; prefetched rows would each render a page then.
                    <Link
                      href={rowHref(row)}
                      prefetch={false}
                      className="focus-visible:after:outline-accent-ink min-w-0 outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
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
