'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Amount } from '@/components/data/amount';
import { ChartCard } from '@/components/data/chart';
import { ChartColumns, plotSides } from '@/components/data/chart-columns';
import { QuietLink } from '@/components/data/quiet-link';
import { formatAmount, groupDigits, toPlotHeight } from '@/lib/money/format';
import { useReducedMotion } from '@/lib/ui/use-reduced-motion';
import { datesOf, utcDate, utcDay } from '@/lib/ui/utc';
import { others, seriesOf, type Series } from './meter-colors';
import { eventsOf, meterValue } from './usage-address';
import type { UsageSummary } from './usage-words';

interface Plotted {
  day: string;
  parts: UsageSummary['days'];
  /** Null for a day without usage. */
  total: string | null;
  /** By series: how high its part of the bar is. */
  heights: ReadonlyMap<string, number>;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const listed = 6;

/** A bar for each day, also for those without usage. */
function plot(summary: UsageSummary, series: readonly Series[]): Plotted[] {
  const known = new Set(series.map(({ key }) => key));
  const parts = new Map<string, UsageSummary['days']>();
  for (const part of summary.days) parts.set(part.day, [...(parts.get(part.day) ?? []), part]);
  const totals = new Map(summary.totals.map(({ day, amount }) => [day, amount]));
  return datesOf(summary.from_day, summary.to_day).map((day) => {
    const heights = new Map<string, number>();
    for (const part of parts.get(day) ?? []) {
      const value = meterValue(part);
      const key = known.has(value) ? value : others;
      heights.set(key, (heights.get(key) ?? 0) + toPlotHeight(part.amount));
    }
    return { day, parts: parts.get(day) ?? [], total: totals.get(day) ?? null, heights };
  });
}

function DayTooltip({
  active,
  payload,
  currency,
  series,
}: {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
  currency: string;
  series: readonly Series[];
}) {
  const plotted = payload?.[0]?.payload as Plotted | undefined;
  if (!active || !plotted) return null;
  const { day, parts, total } = plotted;
  const colorOf = (key: string) => (series.find((each) => each.key === key) ?? series.at(-1))?.color;
  return (
    <div className="border-line bg-raised shadow-high max-w-72 rounded-lg border px-3 py-2 text-xs">
      <p className="text-muted">{utcDate(day)}</p>
      <p className="tabular mt-1 text-sm font-semibold">
        {total === null ? 'No usage' : formatAmount(total, currency)}
      </p>
      <ul className="mt-1 grid gap-1">
        {parts.slice(0, listed).map((part) => (
          <li key={meterValue(part)} className="flex items-center gap-2">
            <span className="size-2 shrink-0 rounded-sm" style={{ background: colorOf(meterValue(part)) }} />
            <span className="min-w-0 flex-1 truncate">{part.name}</span>
            <span className="tabular font-medium">{formatAmount(part.amount, currency)}</span>
          </li>
        ))}
      </ul>
      {parts.length > listed ? <p className="text-muted mt-1">and {parts.length - listed} more</p> : null}
    </div>
  );
}

export interface UsageChartProps {
  summary: UsageSummary;
  /** Whose usage it is; everybody's otherwise. */
  customerId?: string;
  className?: string;
}

/** What usage cost on each day, by what was used; each day and each part of it leads to its events. */
export function UsageChart({ summary, customerId, className }: UsageChartProps) {
  const still = useReducedMotion();
  const { currency, from_day: from, to_day: to, amount, meters } = summary;
  const series = seriesOf(meters);
  const dearest = meters[0];
  const whose = customerId === undefined ? {} : { customer: customerId };
  const plotted = plot(summary, series);
  return (
    <ChartCard
      title="Cost by day"
      description={`${utcDay(from)} to ${utcDate(to)}, days of UTC, in ${currency}`}
      summary={
        dearest
          ? `Usage from ${utcDate(from)} to ${utcDate(to)}: ${formatAmount(amount, currency)} in all, most of it ${dearest.name} with ${formatAmount(dearest.amount, currency)}. The table has each day.`
          : `No usage from ${utcDate(from)} to ${utcDate(to)}.`
      }
      table={{
        head: ['Day', 'What', 'Events', 'Units', 'Cost'],
        rows: summary.days.map((part) => ({
          key: `${part.day} ${meterValue(part)}`,
          cells: [
            {
              href: eventsOf({ ...whose, from: part.day, to: part.day }),
              text: <span className="whitespace-nowrap">{utcDay(part.day)}</span>,
            },
            {
              href: eventsOf({ ...whose, meter: meterValue(part), from: part.day, to: part.day }),
              text: <span className="wrap-anywhere">{part.name}</span>,
            },
            part.events.toLocaleString('en-US'),
            groupDigits(part.units),
            <Amount key="amount" value={part.amount} currency={currency} />,
          ],
        })),
      }}
      legend={
        <ul className="border-line mt-3 flex flex-wrap gap-x-5 gap-y-1.5 border-t pt-3 text-xs">
          {series.map(({ key, name, color, amount: cost }) => (
            <li key={key} className="flex min-w-0 items-center gap-1.5">
              <span className="size-2 shrink-0 rounded-sm" style={{ background: color }} />
              <span className="text-muted truncate">{name}</span>
              {cost === null ? null : (
                <QuietLink href={eventsOf({ ...whose, meter: key, from, to })} className="font-medium">
                  <span className="sr-only">{name}: </span>
                  <Amount value={cost} currency={currency} />
                </QuietLink>
              )}
            </li>
          ))}
        </ul>
      }
      {...(className === undefined ? {} : { className })}
    >
      <div className="h-60">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={{ top: 8, right: plotSides.right, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            barCategoryGap="18%"
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="day"
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              interval="equidistantPreserveStart"
              minTickGap={28}
              tick={{ fontSize: 12, fill: 'var(--muted)' }}
              tickFormatter={utcDay}
            />
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
                <DayTooltip
                  active={props.active}
                  payload={props.payload}
                  currency={currency}
                  series={series}
                />
              )}
            />
            {series.map(({ key, color }) => (
              <Bar
                key={key}
                dataKey={({ heights }: Plotted) => heights.get(key) ?? 0}
                name={key}
                stackId="cost"
                fill={color}
                isAnimationActive={!still}
                animationDuration={400}
              />
            ))}
            <ChartColumns
              label="Events of each day"
              columns={plotted.map(({ day, total }) => ({
                key: day,
                href: total === null ? null : eventsOf({ ...whose, from: day, to: day }),
                name: `${utcDate(day)}: ${total === null ? 'no usage' : formatAmount(total, currency)}`,
              }))}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
