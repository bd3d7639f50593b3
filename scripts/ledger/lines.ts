import type { BillingSystemClient } from '@/packages/client/src';

/**
 * The books of the business of a key, line by line, for `scripts/check-ledger.mjs`. Entries that are posted meanwhile
 * are left out: each wallet stands as it was when it was read.
 */
export async function* ledgerLines(
  client: BillingSystemClient,
  exportedAt: string,
): AsyncGenerator<string, void, undefined> {
  const [business] = (await client.account.getMe()).businesses;
  if (!business) throw new Error('The key is of no business.');
  // Before the entries: where it counts as many as the file, it is a proof of just these.
  const proof = await client.wallets.getLedgerProof();
  yield line({
    ledger: {
      format: 1,
      business_id: business.id,
      business_name: business.name,
      currency: business.currency,
      exported_at: exportedAt,
      proof,
    },
  });
  let wallets = 0;
  let entries = 0;
  for await (const customer of client.customers.list({ status: 'all', limit: 200 })) {
    const { wallets: ofCustomer } = await client.wallets.getBalance({ customerId: customer.id, limit: 1 });
    for (const wallet of ofCustomer) {
      wallets += 1;
      yield line({
        wallet: {
          id: wallet.id,
          customer_id: customer.id,
          customer_name: customer.name,
          kind: wallet.kind,
          unit: wallet.unit,
          version: wallet.version,
          // Credits are less what a running session has burned by now, which is posted when it is settled.
          balance: wallet.kind === 'credits' ? null : wallet.balance,
        },
      });
      if (wallet.version === 0) continue;
      const list = client.wallets.listLedgerEntries({
        customerId: customer.id,
        wallet: wallet.kind,
        limit: 200,
      });
      for await (const entry of list) {
        if (entry.version > wallet.version) continue;
        entries += 1;
        yield line({ entry });
      }
    }
  }
  yield line({ end: { wallets, entries } });
}

function line(value: Record<string, unknown>): string {
  return `${JSON.stringify(value)}\n`;
}
