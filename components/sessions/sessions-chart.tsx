'use client';

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import { ChartCard } from '@/components/data/chart';
import { ChartColumns, plotSides } from '@/components/data/chart-columns';
import { formatAmount, groupDigits, toPlotHeight } from '@/lib/money/format';
import { useReducedMotion } from '@/lib/ui/use-reduced-motion';
import { datesOf, utcDate, utcDay } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';
import { sessionsOf } from './session-address';
import type { SessionAnalytics } from './session-words';

type Day = SessionAnalytics['days'][number];

interface Plotted extends Day {
  creditHeight: number;
  minuteHeight: number;
}

const compact = new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 });
const minuteColor = 'oklch(0.67 0.12 195)';

/** A bar for each day, also for those without a session. */
function plot({ days, from_day: from, to_day: to }: SessionAnalytics): Plotted[] {
  const byDay = new Map(days.map((day) => [day.day, day]));
  return datesOf(from, to).map((date) => {
    const day = byDay.get(date) ?? { day: date, sessions: 0, minutes: '0', credits: '0' };
    return { ...day, creditHeight: toPlotHeight(day.credits), minuteHeight: toPlotHeight(day.minutes) };
  });
}

function DayTooltip({ active, payload }: { active?: boolean; payload?: readonly { payload?: unknown }[] }) {
  const day = payload?.[0]?.payload as Plotted | undefined;
  if (!active || !day) return null;
  return (
    <div className="border-line bg-raised shadow-high rounded-lg border px-3 py-2 text-xs">
      <p className="text-muted">{utcDate(day.day)}</p>
      <p className="tabular mt-1 text-sm font-semibold">{formatAmount(day.credits, 'credit')}</p>
      <p className="tabular text-muted">
        {groupDigits(day.minutes)} min in {counted(day.sessions, 'session')}
      </p>
    </div>
  );
}

const margin = { top: 8, right: plotSides.right, bottom: 0, left: 0 };
const axis = {
  width: plotSides.left,
  axisLine: false,
  tickLine: false,
  tick: { fontSize: 12, fill: 'var(--muted)' },
};

export interface SessionsChartProps {
  analytics: SessionAnalytics;
  /** Whose sessions they are; everybody's otherwise. */
  customerId?: string;
  className?: string;
}

/** Credits of each day, and below them the minutes that they were used in. */
export function SessionsChart({ analytics, customerId, className }: SessionsChartProps) {
  const still = useReducedMotion();
  const { from_day: from, to_day: to, credits, minutes, sessions, days } = analytics;
  const plotted = plot(analytics);
  const whose = customerId === undefined ? {} : { customer: customerId };
  return (
    <ChartCard
      title="Credits and minutes by day"
      description={`${utcDay(from)} to ${utcDate(to)}, days of UTC`}
      summary={
        sessions === 0
          ? `No session from ${utcDate(from)} to ${utcDate(to)}.`
          : `Sessions from ${utcDate(from)} to ${utcDate(to)}: ${formatAmount(credits, 'credit')} in ${groupDigits(minutes)} minutes. The table has each day.`
      }
      table={{
        head: ['Day', 'Sessions', 'Minutes', 'Credits'],
        rows: days.map((day) => ({
          key: day.day,
          cells: [
            {
              href: sessionsOf({ from: day.day, to: day.day, ...whose }),
              text: <span className="whitespace-nowrap">{utcDay(day.day)}</span>,
            },
            day.sessions.toLocaleString('en-US'),
            groupDigits(day.minutes),
            groupDigits(day.credits),
          ],
        })),
      }}
      legend={
        <p className="text-muted mt-2 flex flex-wrap gap-x-5 gap-y-1 text-xs">
          <span className="inline-flex items-center gap-1.5">
            <span className="bg-accent size-2 rounded-sm" />
            Credits used
          </span>
          <span className="inline-flex items-center gap-1.5">
            <span className="size-2 rounded-sm" style={{ background: minuteColor }} />
            Minutes
          </span>
        </p>
      }
      {...(className === undefined ? {} : { className })}
    >
      <div className="h-44">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={margin}
            accessibilityLayer={false}
            syncId="sessions"
            barCategoryGap="18%"
          >
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="day" hide />
            <YAxis {...axis} tickCount={4} tickFormatter={(value: number) => compact.format(value)} />
            <Tooltip
              cursor={{ fill: 'var(--hover)', opacity: 0.6 }}
              content={(props) => <DayTooltip active={props.active} payload={props.payload} />}
            />
            <Bar
              dataKey="creditHeight"
              fill="var(--accent)"
              radius={[4, 4, 0, 0]}
              isAnimationActive={!still}
              animationDuration={400}
            />
            <ChartColumns
              label="Sessions of each day"
              columns={plotted.map((day) => ({
                key: day.day,
                href: day.sessions === 0 ? null : sessionsOf({ from: day.day, to: day.day, ...whose }),
                name: `${utcDate(day.day)}: ${formatAmount(day.credits, 'credit')}, ${groupDigits(day.minutes)} min in ${counted(day.sessions, 'session')}`,
              }))}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <div className="h-24">
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={plotted}
            margin={margin}
            accessibilityLayer={false}
            syncId="sessions"
            barCategoryGap="18%"
          >
            <XAxis
              dataKey="day"
              tickLine={false}
              axisLine={{ stroke: 'var(--line)' }}
              interval="equidistantPreserveStart"
              minTickGap={28}
              tick={{ fontSize: 12, fill: 'var(--muted)' }}
              tickFormatter={utcDay}
            />
            <YAxis {...axis} tickCount={2} tickFormatter={(value: number) => compact.format(value)} />
            <Bar
              dataKey="minuteHeight"
              fill={minuteColor}
              radius={[4, 4, 0, 0]}
              isAnimationActive={!still}
              animationDuration={400}
            />
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
