import { Amount } from '@/components/data/amount';
import { DataTable } from '@/components/data/data-table';
import { Card } from '@/components/ui/card';
import { isZero } from '@/lib/money/format';
import { lastDateBefore, utcDate, utcTime } from '@/lib/ui/utc';
import { counted } from '@/lib/ui/words';
import { monthName, monthOf } from './months';
import { WalletSection, type Statement } from './wallet-section';
import './statement.css';

/** A wallet that never held anything is not worth the paper. */
function isWorthTelling({ kind, entries, opening_balance }: Statement['wallets'][number]): boolean {
  return kind === 'prepaid' || entries.length > 0 || !isZero(opening_balance);
}

/** The statement as it is read on a screen and printed on paper: who, when, what is due, and every wallet. */
export function StatementSheet({ statement }: { statement: Statement }) {
  const { business, customer, currency, due, from, to, issued_at, open_orders } = statement;
  const isOver = Date.parse(to) <= Date.parse(issued_at);
  return (
    <Card data-statement aria-label="Statement" className="overflow-hidden">
      <header className="grid gap-x-8 gap-y-5 px-4 py-5 sm:grid-cols-[1fr_auto] sm:px-5 sm:py-6">
        <div className="min-w-0">
          <p className="text-muted text-sm wrap-anywhere">{business.name}</p>
          <h2 className="text-xl font-semibold tracking-tight">Statement for {monthName(monthOf(from))}</h2>
          <p className="text-muted text-sm">
            {utcDate(from)} to {lastDateBefore(to)}
            {isOver ? '' : ', so far'} · issued {utcDate(issued_at)}, {utcTime(issued_at)} UTC
          </p>
          <address className="mt-4 text-sm not-italic">
            <span className="block font-medium wrap-anywhere">{customer.name}</span>
            {customer.email ? <span className="text-muted block wrap-anywhere">{customer.email}</span> : null}
            {customer.external_id ? (
              <span className="text-muted block font-mono text-xs wrap-anywhere">{customer.external_id}</span>
            ) : null}
          </address>
        </div>
        <div className="sm:text-right">
          <p className="text-muted text-sm">
            {isOver ? `Due at the end of ${lastDateBefore(to)}` : 'Due now'}
          </p>
          <p className="text-3xl font-semibold tracking-tight">
            <Amount value={due} currency={currency} quietDecimals />
          </p>
          <p className="text-muted text-sm">
            {open_orders.length === 0 ? 'Nothing is owed' : `On ${counted(open_orders.length, 'open order')}`}
          </p>
        </div>
      </header>
      {statement.wallets.filter(isWorthTelling).map((wallet) => (
        <WalletSection key={wallet.wallet_id} wallet={wallet} />
      ))}
      {open_orders.length === 0 ? null : (
        <section aria-labelledby="open-orders" className="border-line border-t">
          <h3 id="open-orders" className="px-4 pt-5 pb-3 text-[0.9375rem] font-semibold sm:px-5">
            {isOver ? 'Orders open then' : 'Open orders'}
          </h3>
          <DataTable
            caption="Open orders, the oldest first"
            rows={open_orders}
            rowKey={(order) => order.id}
            rowHref={(order) => `/orders/${order.id}`}
            className="border-line border-t sm:border-t-0"
            columns={[
              {
                key: 'number',
                header: 'Order',
                phone: 'lead',
                cell: (order) => <span className="tabular">Order {order.number}</span>,
              },
              {
                key: 'placed',
                header: 'Date',
                phone: 'bare',
                cell: (order) => <span className="text-muted tabular">{utcDate(order.placed_at)}</span>,
              },
              {
                key: 'total',
                header: 'Total',
                align: 'end',
                cell: (order) => <Amount value={order.total} currency={currency} />,
              },
              {
                key: 'outstanding',
                header: 'Outstanding',
                align: 'end',
                phone: 'figure',
                cell: (order) => (
                  <Amount value={order.outstanding} currency={currency} className="font-medium" />
                ),
              },
            ]}
          />
        </section>
      )}
    </Card>
  );
}
