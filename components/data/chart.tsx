'use client';

import { ChartColumn as ChartIcon, Table2 } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';
import { ChartLayer } from './chart-columns';
import { QuietLink } from './quiet-link';

/** A figure with the way to the rows that it is made of. */
export interface LinkedCell {
  href: string;
  text: ReactNode;
}

export interface ChartTable {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly (ReactNode | LinkedCell)[] }[];
}

export interface ChartCardProps {
  title: string;
  description?: ReactNode;
  /** The picture in a sentence, for those who do not see it. */
  summary: string;
  table: ChartTable;
  /** The picture; `ChartColumns` in it makes links of its columns. */
  children: ReactNode;
  /** What the colours are, below the picture. */
  legend?: ReactNode;
  className?: string;
}

const isLinked = (cell: ReactNode | LinkedCell): cell is LinkedCell =>
  typeof cell === 'object' && cell !== null && 'href' in cell;

/** The links of a table that is out of sight would be stops that nobody sees; the columns of the picture are links then. */
function Cell({ cell, reachable }: { cell: ReactNode | LinkedCell; reachable: boolean }) {
  if (!isLinked(cell)) return cell;
  return reachable ? <QuietLink href={cell.href}>{cell.text}</QuietLink> : cell.text;
}

/**
 * A picture and the same figures as a table. The table is always in the page: out of sight while the
 * picture shows, in its place when asked for.
 */
export function ChartCard({
  title,
  description,
  summary,
  table,
  children,
  legend,
  className,
}: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const [layer, setLayer] = useState<HTMLElement | null>(null);
  const titleId = useId();
  return (
    <Card aria-labelledby={titleId} className={className}>
      <CardHeader>
        <div>
          <CardTitle id={titleId}>{title}</CardTitle>
          {description ? <CardDescription>{description}</CardDescription> : null}
        </div>
        <Button
          variant="ghost"
          size="small"
          aria-pressed={asTable}
          onClick={() => setAsTable((shown) => !shown)}
        >
          {asTable ? <ChartIcon aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? 'View as chart' : 'View as table'}
        </Button>
      </CardHeader>
      <CardContent className="relative">
        {asTable ? null : (
          <>
            {/* The links lie beside the picture in the document: what is in an image cannot be reached. */}
            <div className="relative">
              <div role="img" aria-label={summary}>
                <ChartLayer value={layer}>{children}</ChartLayer>
              </div>
              <div ref={setLayer} />
            </div>
            {legend}
          </>
        )}
        <div
          className={cn(asTable ? 'max-h-72 overflow-y-auto' : 'sr-only')}
          tabIndex={asTable ? 0 : undefined}
        >
          <table className="w-full text-sm">
            <caption className="sr-only">{title}</caption>
            <thead className="bg-surface sticky top-0">
              <tr>
                {table.head.map((header, index) => (
                  <th
                    key={header}
                    scope="col"
                    className={cn(
                      'text-muted py-2 text-xs font-medium',
                      index === 0 ? 'text-left' : 'text-right',
                    )}
                  >
                    {header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.key} className="border-line border-t">
                  {row.cells.map((cell, index) => (
                    <td key={table.head[index]} className={cn('py-1.5', index > 0 && 'tabular text-right')}>
                      <Cell cell={cell} reachable={asTable} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </CardContent>
    </Card>
  );
}
