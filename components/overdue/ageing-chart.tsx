'use client';

import { Bar, BarChart, CartesianGrid, Cell, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { Amount } from '@/components/data/amount';
import { ChartCard } from '@/components/data/chart';
import { ChartColumns, plotSides } from '@/components/data/chart-columns';
import { QuietLink } from '@/components/data/quiet-link';
import { openOrders } from '@/components/orders/order-address';
import { formatAmount, isZero, toPlotHeight } from '@/lib/money/format';
import { useReducedMotion } from '@/lib/ui/use-reduced-motion';
import { ages, agesInWords, type Buckets } from './ages';

interface Plotted {
  label: string;
  short: string;
  color: string;
  amount: string;
  /** The orders that it is made of; null where there are none. */
  href: string | null;
  height: number;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });

function AgeTooltip({
  active,
  payload,
  currency,
}: {
  active?: boolean;
  payload?: readonly { payload?: unknown }[];
  currency: string;
}) {
  const age = payload?.[0]?.payload as Plotted | undefined;
  if (!active || !age) return null;
  return (
    <div className="border-line bg-raised shadow-high rounded-lg border px-3 py-2 text-xs">
      <p className="text-muted">{age.label}</p>
      <p className="tabular mt-1 text-sm font-semibold">{formatAmount(age.amount, currency)}</p>
    </div>
  );
}

export interface AgeingChartProps {
  buckets: Buckets;
  currency: string;
  /** Where it is not of now: the date at whose end it was so. */
  date?: string | undefined;
}

/** What is owed, by the days since the order; each age leads to its orders. */
export function AgeingChart({ buckets, currency, date }: AgeingChartProps) {
  const still = useReducedMotion();
  const plotted: Plotted[] = ages.map(({ key, label, short, color, age }) => ({
    label,
    short,
    color,
    amount: buckets[key],
    href: isZero(buckets[key]) ? null : openOrders({ age, ...(date !== undefined && { date }) }),
    height: toPlotHeight(buckets[key]),
  }));
  return (
    <ChartCard
      title="Owed by age"
      description={`Days since the order, in ${currency}`}
      summary={`Owed by days since the order: ${agesInWords(buckets, currency)}.`}
      table={{
        head: ['Days since the order', 'Owed'],
        rows: plotted.map(({ label, amount, href }) => {
          const owed = <Amount value={amount} currency={currency} />;
          return { key: label, cells: [label, href === null ? owed : { href, text: owed }] };
        }),
      }}
      legend={
        <ul className="border-line mt-3 flex flex-wrap gap-x-4 gap-y-2 border-t pt-3">
          {plotted.map(({ label, color, amount, href }) => (
            <li key={label} className="grid flex-1 basis-28 gap-0.5 text-sm">
              <span className="text-muted flex items-center gap-1.5 text-xs">
                <span className="size-2 shrink-0 rounded-sm" style={{ background: color }} />
                {label}
              </span>
              {href === null ? (
                <Amount value={amount} currency={currency} className="font-medium" />
              ) : (
                <QuietLink href={href} className="w-fit font-medium">
                  <span className="sr-only">{label}: </span>
                  <Amount value={amount} currency={currency} />
                </QuietLink>
              )}
            </li>
          ))}
        </ul>
      }
    >
      <div className="h-40">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={{ top: 8, right: plotSides.right, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            barCategoryGap="28%"
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis
              dataKey="short"
              interval={0}
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              tick={{ fontSize: 12, fill: 'var(--muted)' }}
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
                <AgeTooltip active={props.active} payload={props.payload} currency={currency} />
              )}
            />
            <Bar
              dataKey="height"
              radius={[4, 4, 0, 0]}
              maxBarSize={72}
              isAnimationActive={!still}
              animationDuration={400}
            >
              {plotted.map(({ short, color }) => (
                <Cell key={short} fill={color} />
              ))}
            </Bar>
            <ChartColumns
              label="Orders of each age"
              columns={plotted.map(({ label, amount, href }) => ({
                key: label,
                href,
                name: `${label}: ${formatAmount(amount, currency)}`,
              }))}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
