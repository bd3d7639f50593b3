import Link from 'next/link';
import { useId } from 'react';
import { Amount } from '@/components/data/amount';
import { DataTable, type Column } from '@/components/data/data-table';
import type { OutputOf } from '@/lib/operations/define';
import type { getStatement } from '@/lib/operations/statements';
import { entryKind, entryReference } from '@/lib/ui/ledger-words';
import { utcMoment } from '@/lib/ui/utc';

export type Statement = OutputOf<typeof getStatement>;
type Wallet = Statement['wallets'][number];

/** A line of the table: an entry, or the balance before the first or after the last. */
interface Line {
  id: string;
  time: string | null;
  what: string;
  description: string | null;
  reference: { label: string; href: string | null } | null;
  amount: string | null;
  balance: string;
}

const names: Readonly<Record<Wallet['kind'], { title: string; note: string | null }>> = {
  prepaid: { title: 'Prepaid balance', note: null },
  receivable: { title: 'Orders on credit', note: 'Below zero is what is owed.' },
  credits: { title: 'Session credits', note: null },
};

function linesOf({ opening_balance, closing_balance, entries }: Wallet): Line[] {
  const edge = { time: null, description: null, reference: null, amount: null };
  return [
    { ...edge, id: 'opening', what: 'Opening balance', balance: opening_balance },
    ...entries.map((entry) => ({
      id: entry.id,
      time: entry.occurred_at,
      what: entryKind(entry.kind),
      description: entry.description,
      reference: entryReference(entry),
      amount: entry.amount,
      balance: entry.balance,
    })),
    { ...edge, id: 'closing', what: 'Closing balance', balance: closing_balance },
  ];
}

function columnsOf(unit: string): Column<Line>[] {
  return [
    {
      key: 'time',
      header: 'Time (UTC)',
      phone: 'bare',
      cell: ({ time }) =>
        time === null ? null : (
          <time dateTime={time} className="tabular text-muted whitespace-nowrap">
            {utcMoment(time)}
          </time>
        ),
    },
    {
      key: 'what',
      header: 'Movement',
      phone: 'lead',
      cell: ({ what, time, description }) => (
        <span className={time === null ? 'font-semibold' : 'font-medium'}>
          {what}
          {description ? (
            <span className="text-muted ml-2 text-[0.8125rem] font-normal wrap-anywhere">{description}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: 'reference',
      header: 'Reference',
      phone: 'hidden',
      cell: ({ reference }) =>
        reference?.href ? (
          <Link
            href={reference.href}
            prefetch={false}
            className="decoration-line-strong hover:decoration-ink rounded underline underline-offset-4"
          >
            {reference.label}
          </Link>
        ) : (
          (reference?.label ?? null)
        ),
    },
    {
      key: 'amount',
      header: 'Amount',
      align: 'end',
      phone: 'figure',
      cell: ({ amount }) => (amount === null ? null : <Amount value={amount} currency={unit} movement />),
    },
    {
      key: 'balance',
      header: 'Balance',
      align: 'end',
      cell: ({ balance, time }) => (
        <Amount value={balance} currency={unit} plain className={time === null ? 'font-semibold' : ''} />
      ),
    },
  ];
}

/** One wallet: what it held, every movement with the balance after it, and what it held at the end. */
export function WalletSection({ wallet }: { wallet: Wallet }) {
  const id = useId();
  const { title, note } = names[wallet.kind];
  const figures = [
    ['Opening balance', wallet.opening_balance],
    ['In', wallet.money_in],
    ['Out', wallet.money_out],
    ['Closing balance', wallet.closing_balance],
  ] as const;
  return (
    <section aria-labelledby={id} className="border-line border-t">
      <div className="px-4 pt-5 pb-4 sm:px-5">
        <h3 id={id} className="text-[0.9375rem] font-semibold">
          {title}
        </h3>
        {note ? <p className="text-muted text-sm">{note}</p> : null}
        <dl className="mt-3 flex flex-wrap gap-x-6 gap-y-3">
          {figures.map(([label, value]) => (
            <div key={label} className="flex-1 basis-28">
              <dt className="text-muted text-xs">{label}</dt>
              <dd className="font-medium">
                <Amount value={value} currency={wallet.unit} plain />
              </dd>
            </div>
          ))}
        </dl>
      </div>
      {wallet.entries.length === 0 ? (
        <p className="text-muted px-4 pb-5 text-sm sm:px-5">Nothing moved.</p>
      ) : (
        <DataTable
          caption={`${title}: movements in the order of time`}
          columns={columnsOf(wallet.unit)}
          rows={linesOf(wallet)}
          rowKey={(line) => line.id}
          className="border-line border-t sm:border-t-0"
        />
      )}
    </section>
  );
}
