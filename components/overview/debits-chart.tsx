'use client';

import type { ReactNode } from 'react';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Amount } from '@/components/data/amount';
import { ChartCard, type LinkedCell } from '@/components/data/chart';
import { ChartColumns, plotSides } from '@/components/data/chart-columns';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { formatAmount, toPlotHeight } from '@/lib/money/format';
import { useReducedMotion } from '@/lib/ui/use-reduced-motion';

export interface DebitHour {
  period_start: string;
  debited: string;
  succeeded: number;
  failed: number;
}

interface Plotted extends DebitHour {
  height: number;
}

const hourOnly = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

function HourTooltip({
  active,
  payload,
  currency,
}: {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
  currency: string;
}) {
  const hour = payload?.[0]?.payload as Plotted | undefined;
  if (!active || !hour) return null;
  return (
    <div className="border-line bg-raised shadow-high rounded-lg border px-3 py-2 text-xs">
      <p className="text-muted">
        <Timestamp value={hour.period_start} format="hour" />
      </p>
      <p className="tabular mt-1 text-sm font-semibold">{formatAmount(hour.debited, currency)}</p>
      <p className="tabular text-muted">
        {hour.succeeded} debited
        {hour.failed > 0 ? <span className="text-danger">, {hour.failed} failed</span> : null}
      </p>
    </div>
  );
}

export interface DebitsChartProps {
  hours: readonly DebitHour[];
  currency: string;
}

/** The attempts of an hour, or those of them that went one way. */
function logsOf(hour: string, status?: 'success' | 'failed'): string {
  return `/debits/logs?${new URLSearchParams({ hour, ...(status && { status }) }).toString()}`;
}

/** The failed attempts from an hour on. */
function failedSince(hour: string | undefined): string {
  return `/debits/logs?${new URLSearchParams({ status: 'failed', ...(hour !== undefined && { since: hour }) }).toString()}`;
}

/** A figure that leads to the attempts it is made of; the figure alone, where there are none. */
function figure(text: ReactNode, count: number, href: string): ReactNode | LinkedCell {
  return count === 0 ? text : { href, text };
}

/** What each of the last 24 hours took, and below it how many attempts failed. */
export function DebitsChart({ hours, currency }: DebitsChartProps) {
  const still = useReducedMotion();
  const plotted: Plotted[] = hours.map((hour) => ({ ...hour, height: toPlotHeight(hour.debited) }));
  const failures = hours.reduce((sum, hour) => sum + hour.failed, 0);
  const debits = hours.reduce((sum, hour) => sum + hour.succeeded, 0);
  const margin = { top: 8, right: plotSides.right, bottom: 0, left: 0 };
  return (
    <ChartCard
      title="Debited by hour"
      description={`The last 24 hours, in ${currency}`}
      summary={`Debits of the last 24 hours: ${debits} made, ${failures} failed. The table has each hour.`}
      table={{
        head: ['Hour', 'Debited', 'Customers', 'Failed'],
        rows: hours.map((hour) => ({
          key: hour.period_start,
          cells: [
            figure(
              <Timestamp value={hour.period_start} format="hour" />,
              hour.succeeded + hour.failed,
              logsOf(hour.period_start),
            ),
            figure(
              <Amount value={hour.debited} currency={currency} />,
              hour.succeeded,
              logsOf(hour.period_start, 'success'),
            ),
            figure(hour.succeeded, hour.succeeded, logsOf(hour.period_start, 'success')),
            figure(hour.failed, hour.failed, logsOf(hour.period_start, 'failed')),
          ],
        })),
      }}
      legend={
        <p className="text-muted mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs">
          <span className="inline-flex items-center gap-1.5">
            <span className="bg-accent size-2 rounded-sm" />
            Debited amount
          </span>
          <span className="inline-flex items-center gap-1.5">
            <span className="bg-danger-solid size-2 rounded-sm" />
            {failures === 0 ? (
              'No failed attempt'
            ) : (
              <QuietLink href={failedSince(hours[0]?.period_start)}>Failed attempts ({failures})</QuietLink>
            )}
          </span>
        </p>
      }
    >
      <div className="h-52">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={margin}
            accessibilityLayer={false}
            syncId="debits"
            barCategoryGap="18%"
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="period_start" hide />
            <YAxis
              width={plotSides.left}
              axisLine={false}
              tickLine={false}
              tickCount={4}
              tick={{ fontSize: 12, fill: 'var(--muted)' }}
              tickFormatter={(value: number) => compact.format(value)}
            />
            <Tooltip
              cursor={{ fill: 'var(--hover)', opacity: 0.6 }}
              content={(props) => (
                <HourTooltip active={props.active} payload={props.payload} currency={currency} />
              )}
            />
            <Bar
              dataKey="height"
              fill="var(--accent)"
              radius={[4, 4, 0, 0]}
              isAnimationActive={!still}
              animationDuration={400}
            />
            <ChartColumns
              label="Attempts of each hour"
              columns={hours.map((hour) => ({
                key: hour.period_start,
                href: hour.succeeded + hour.failed === 0 ? null : logsOf(hour.period_start),
                name: `${hourOnly.format(new Date(hour.period_start))}: ${formatAmount(hour.debited, currency)}, ${hour.succeeded} debited, ${hour.failed} failed`,
              }))}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <div className="h-12">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={{ ...margin, top: 2 }}
            accessibilityLayer={false}
            syncId="debits"
            barCategoryGap="18%"
          >
            <XAxis
              dataKey="period_start"
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              interval="equidistantPreserveStart"
              minTickGap={28}
              tick={{ fontSize: 12, fill: 'var(--muted)' }}
              tickFormatter={(value: string) => hourOnly.format(new Date(value))}
            />
            <YAxis
              width={plotSides.left}
              axisLine={false}
              tickLine={false}
              tick={false}
              domain={[0, 'dataMax']}
            />
            <Bar
              dataKey="failed"
              fill="var(--danger-solid)"
              radius={[2, 2, 0, 0]}
              minPointSize={0}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
