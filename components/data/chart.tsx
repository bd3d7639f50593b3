'use client';

import { ChartColumn, Table2 } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { cn } from '@/lib/ui/cn';

export interface ChartTable {
  head: readonly string[];
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
}

export interface ChartCardProps {
  title: string;
  description?: ReactNode;
  /** The picture in a sentence, for those who do not see it. */
  summary: string;
  table: ChartTable;
  children: ReactNode;
  className?: string;
}

/**
 * A picture and the same figures as a table. The table is always in the page: out of sight while the
 * picture shows, in its place when asked for.
 */
export function ChartCard({ title, description, summary, table, children, className }: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
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
          {asTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
          {asTable ? 'View as chart' : 'View as table'}
        </Button>
      </CardHeader>
      <CardContent className="relative">
        {asTable ? null : (
          <div role="img" aria-label={summary}>
            {children}
          </div>
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
                      {cell}
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
