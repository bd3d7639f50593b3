import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { ledgerEntry } from '@/lib/operations/wallets';

type Entry = z.infer<typeof ledgerEntry>;

/**
 * The hash of an entry by the words of `comment on function private.entry_hash` alone, from an entry as the
 * API exports it: what an auditor would write without our SQL.
 */
export function entryHash(previousHash: string, businessId: string, entry: Entry): string {
  const columns = [
    businessId,
    entry.wallet_id,
    String(entry.version),
    withSixDecimals(entry.amount),
    withSixDecimals(entry.balance_after),
    entry.kind,
    entry.counter_account,
    entry.description,
    entry.reference_type,
    entry.reference_id,
    entry.actor,
    entry.request_id,
    microseconds(entry.occurred_at),
    microseconds(entry.recorded_at),
  ];
  return createHash('sha256')
    .update(Buffer.from(previousHash, 'hex'))
    .update(JSON.stringify(columns), 'utf8')
    .digest('hex');
}

function withSixDecimals(amount: string): string {
  const [whole = '', decimals = ''] = amount.split('.');
  return `${whole}.${decimals.padEnd(6, '0')}`;
}

function microseconds(time: string): string {
  const [, seconds, fraction = '', zone] = /^(.{19})(?:\.(\d{1,6}))?(.*)$/.exec(time) ?? [];
  return String(BigInt(Date.parse(`${seconds}${zone}`)) * 1000n + BigInt(fraction.padEnd(6, '0')));
}
