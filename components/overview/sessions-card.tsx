import Link from 'next/link';
import type { ReactNode } from 'react';
import { sessionsOf } from '@/components/sessions/session-address';
import { rowsOf, type SessionAnalytics, type SessionPage } from '@/components/sessions/session-words';
import { CreditsLeft, Elapsed, RefreshAtEnd, TimeLeft } from '@/components/sessions/ticking';
import { Card, CardHeader, CardTitle } from '@/components/ui/card';
import { groupDigits } from '@/lib/money/format';
import { counted } from '@/lib/ui/words';

interface FigureProps {
  label: string;
  hint: string;
  /** The rows that it is made of. */
  href: string;
  children: ReactNode;
}

function Figure({ label, hint, href, children }: FigureProps) {
  return (
    <div className="min-w-0 flex-1 basis-28">
      <dt className="text-muted text-sm">{label}</dt>
      <dd>
        <Link
          href={href}
          prefetch={false}
          className="tabular block w-fit rounded text-xl font-semibold tracking-tight hover:underline"
        >
          {children}
        </Link>
        <span className="text-muted block text-sm">{hint}</span>
      </dd>
    </div>
  );
}

export interface SessionsCardProps {
  /** How many run, and what they burn together. */
  running: number;
  creditsPerMinute: string;
  /** The first few of them. */
  page: SessionPage;
  /** Of the last 30 days. */
  analytics: SessionAnalytics;
}

/** How many sessions run, what they burn a minute, and the newest of them, ticking. Nothing, where none ever ran. */
export function SessionsCard({ running, creditsPerMinute, page, analytics }: SessionsCardProps) {
  if (running === 0 && analytics.sessions === 0) return null;
  const rows = rowsOf(page);
  return (
    <Card aria-labelledby="sessions">
      <CardHeader>
        <CardTitle id="sessions">Sessions</CardTitle>
        <Link href="/sessions" prefetch={false} className="text-muted hover:text-ink rounded text-sm">
          Who is running
        </Link>
      </CardHeader>
      <div className="grid gap-x-8 gap-y-4 px-4 pb-4 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1.4fr)]">
        <dl className="flex flex-wrap content-start gap-x-4 gap-y-4">
          <Figure
            label="Running now"
            href="/sessions"
            hint={running === 0 ? 'No credits run down' : 'Credits run down'}
          >
            {running.toLocaleString('en-US')}
          </Figure>
          <Figure label="Burn" href="/sessions" hint="Credits a minute, together">
            {groupDigits(creditsPerMinute)}
          </Figure>
          <Figure
            label="Last 30 days"
            href={sessionsOf({ from: analytics.from_day, to: analytics.to_day })}
            hint={`Credits in ${counted(analytics.sessions, 'session')}`}
          >
            {groupDigits(analytics.credits)}
          </Figure>
        </dl>
        {rows.length === 0 ? (
          <p className="text-muted text-sm">No session is running.</p>
        ) : (
          <ol aria-label="The newest that run" className="divide-line min-w-0 divide-y">
            {rows.map(({ session, moment }) => (
              <li
                key={session.id}
                className="hover:bg-subtle/60 relative -mx-2 flex flex-wrap items-baseline gap-x-3 px-2 py-2 text-sm transition-colors sm:flex-nowrap"
              >
                <span className="min-w-0 flex-1">
                  <Link
                    href={`/sessions/${session.id}`}
                    prefetch={false}
                    className="focus-visible:after:outline-accent-ink block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
                  >
                    {session.customer_name}
                  </Link>
                </span>
                <span className="text-muted shrink-0 max-sm:order-last max-sm:basis-full max-sm:text-xs">
                  <Elapsed moment={moment} />, <TimeLeft moment={moment} suffix=" left" />
                </span>
                <CreditsLeft moment={moment} unit className="min-w-24 shrink-0 text-right font-medium" />
              </li>
            ))}
          </ol>
        )}
        <RefreshAtEnd moments={rows.map(({ moment }) => moment)} />
      </div>
    </Card>
  );
}
