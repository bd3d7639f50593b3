import Link from 'next/link';
import type { ReactNode } from 'react';
import type { ClockMove } from '@/app/actions/sandbox';
import { Amount } from '@/components/data/amount';
import { counted } from '@/lib/ui/words';

function Fact({ href, children }: { href: string; children: ReactNode }) {
  return (
    <li>
      <Link href={href} prefetch={false} className="underline-offset-4 hover:underline">
        {children}
      </Link>
    </li>
  );
}

/** What happened while the clock moved, each with the way to its rows; nothing that did not happen. */
export function ClockReport({ move }: { move: ClockMove }) {
  const { currency } = move;
  const facts = [
    move.hours > 0 ? (
      <Fact key="debits" href="/debits">
        {counted(move.hours, 'hour')}: {counted(move.debits_succeeded, 'debit')} of{' '}
        <Amount value={move.total_debited} currency={currency} />
        {move.debits_failed > 0 ? `, ${move.debits_failed.toLocaleString('en-US')} failed` : ''}
      </Fact>
    ) : null,
    move.charges > 0 ? (
      <Fact key="charges" href="/billing/charges">
        {counted(move.charges, 'charge')} for usage of{' '}
        <Amount value={move.total_billed} currency={currency} />
      </Fact>
    ) : null,
    move.sessions_ended > 0 ? (
      <Fact key="sessions" href="/sessions/history?status=ended">
        {counted(move.sessions_ended, 'session')} ended
      </Fact>
    ) : null,
    move.holds_expired > 0 ? (
      <Fact key="holds" href="/holds?status=expired">
        {counted(move.holds_expired, 'hold')} expired
      </Fact>
    ) : null,
    move.orders_overdue > 0 ? (
      <Fact key="overdue" href="/overdue">
        {counted(move.orders_overdue, 'order')} became overdue
      </Fact>
    ) : null,
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? (
    <p>Nothing happened on the way.</p>
  ) : (
    <ul aria-label="What happened on the way" className="flex flex-wrap gap-x-5 gap-y-1">
      {facts}
    </ul>
  );
}
