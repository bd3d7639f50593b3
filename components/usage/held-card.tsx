import Link from 'next/link';
import { Amount } from '@/components/data/amount';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { counted } from '@/lib/ui/words';
import { QuietLink } from '@/components/data/quiet-link';
import { eventsBehind, meterValue } from './usage-address';
import { heldWords, type UnbilledLine } from './usage-words';

const shownCustomers = 4;
const shownLines = 4;

/** The lines of each customer; the server lists them next to each other. */
function byCustomer(lines: readonly UnbilledLine[]): readonly (readonly [UnbilledLine, ...UnbilledLine[]])[] {
  const groups: [UnbilledLine, ...UnbilledLine[]][] = [];
  for (const line of lines) {
    const last = groups.at(-1);
    if (last?.[0].customer_id === line.customer_id) last.push(line);
    else groups.push([line]);
  }
  return groups;
}

function Customer({ lines: [first, ...rest] }: { lines: readonly [UnbilledLine, ...UnbilledLine[]] }) {
  const words = first.held_reason === null ? null : heldWords(first.held_reason);
  const lines = [first, ...rest].slice(0, shownLines);
  const more = rest.length + 1 - lines.length;
  return (
    <li className="hover:bg-subtle/60 border-line relative grid gap-x-8 gap-y-2 border-t px-4 py-3 text-sm transition-colors sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <div className="min-w-0">
        <Link
          href={`/customers/${first.customer_id}?tab=usage`}
          prefetch={false}
          className="focus-visible:after:outline-accent-ink font-medium wrap-anywhere outline-none after:absolute after:inset-0 focus-visible:after:rounded-lg focus-visible:after:outline-2 focus-visible:after:-outline-offset-2"
        >
          {first.customer_name}
        </Link>
        {words ? (
          <p className="text-muted text-pretty">
            <span className="text-warning">{words.title}.</span> {words.remedy}
          </p>
        ) : null}
      </div>
      <ul className="grid content-start gap-1">
        {lines.map((line) => (
          <li key={meterValue(line)} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0 truncate">
              {line.name}
              <span className="text-muted">, {counted(line.events, 'event')}</span>
            </span>
            <QuietLink href={eventsBehind(line)} className="relative inline-block">
              <Amount value={line.amount} currency={line.currency} />
              <span className="sr-only"> of {line.name}</span>
            </QuietLink>
          </li>
        ))}
        {more > 0 ? <li className="text-muted">and {more} more</li> : null}
      </ul>
    </li>
  );
}

export interface HeldCardProps {
  lines: readonly UnbilledLine[];
  hasMore: boolean;
}

/** Whose usage cannot be billed, why, and what puts it right. Nothing, where nothing is held. */
export function HeldCard({ lines, hasMore }: HeldCardProps) {
  const customers = byCustomer(lines);
  if (customers.length === 0) return null;
  return (
    <Card aria-labelledby="held" className="overflow-hidden">
      <CardHeader>
        <div>
          <CardTitle id="held">Held</CardTitle>
          <CardDescription>Recorded and safe, but not billed until the reason is gone.</CardDescription>
        </div>
        <Link
          href="/usage/unbilled?held=true"
          prefetch={false}
          className="text-muted hover:text-ink rounded text-sm"
        >
          {hasMore || customers.length > shownCustomers ? 'See all' : 'See each line'}
        </Link>
      </CardHeader>
      <ul>
        {customers.slice(0, shownCustomers).map((group) => (
          <Customer key={group[0].customer_id} lines={group} />
        ))}
      </ul>
    </Card>
  );
}
