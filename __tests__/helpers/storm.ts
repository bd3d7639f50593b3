import { randomInt, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { addCredit } from '@/lib/operations/wallets';
import { Refusal, type Caller } from './sql-callers';

/** Movements that were sent, by their key, and what became of them. */
export interface Tally {
  /** Key to what the caller was told was moved. */
  acknowledged: Map<string, { walletId: string; amount: string }>;
  refused: number;
}

export interface Wallet {
  customerId: string;
  walletId: string;
}

export const newTally = (): Tally => ({ acknowledged: new Map(), refused: 0 });

/** Tops wallets up through the door, one keyed request after the other, while `goesOn`. */
export async function keepToppingUp(
  caller: Caller,
  wallets: readonly Wallet[],
  tally: Tally,
  goesOn: () => boolean,
  onLostAnswer?: (error: unknown) => Promise<void>,
): Promise<void> {
  let sendBefore: (() => Promise<unknown>) | undefined;
  while (goesOn()) {
    const { customerId, walletId } = wallets[randomInt(wallets.length)] ?? { customerId: '', walletId: '' };
    const amount = `${randomInt(1, 9)}.${randomInt(10, 99)}`;
    const key = randomUUID();
    // The key is the request id too: so an entry of the ledger tells which request made it.
    const keyed = caller.keyed(key).sending({ 'x-request-id': key });
    const send = () => keyed.run(addCredit, { customer_id: customerId, amount });
    for (let isAnswered = false; !isAnswered;) {
      try {
        const answer = await send();
        tally.acknowledged.set(key, { walletId, amount: answer.entry.amount });
        isAnswered = true;
      } catch (error) {
        if (isRefusal(error) || !onLostAnswer) throw error;
        await onLostAnswer(error);
        // A client that lost its connection may not be sure of the request before either: it sends both.
        await sendBefore?.();
      }
    }
    sendBefore = send;
  }
}

/** Whether Postgres answered, and the answer was no. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Refusal && error.failure.sqlstate.startsWith('PT');
}

/** Spends from wallets as the rules inside SQL do; what a wallet cannot bear is refused. */
export async function keepSpending(
  admin: Pool,
  businessId: string,
  wallets: readonly Wallet[],
  tally: Tally,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn()) {
    const { walletId } = wallets[randomInt(wallets.length)] ?? { walletId: '' };
    const amount = `-${randomInt(1, 20)}.${randomInt(10, 99)}`;
    const key = randomUUID();
    try {
      await admin.query(
        `select private.post_entry($1, $2, $3, 'adjustment', 'equity:adjustment', 'test', $4, clock_timestamp())`,
        [businessId, walletId, amount, key],
      );
      tally.acknowledged.set(key, { walletId, amount });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'PT402')) throw error;
      tally.refused += 1;
    }
  }
}

/** Every movement of the ledger that carries the key of a request, however often it is there. */
export async function movementsOf(admin: Pool, businessId: string) {
  const { rows } = await admin.query<{ key: string; walletId: string; amount: string; times: string }>(
    `select request_id as key, wallet_id as "walletId", min(amount)::text as amount, count(*) as times
     from public.ledger_entries where business_id = $1 and kind in ('top_up', 'adjustment')
     group by request_id, wallet_id`,
    [businessId],
  );
  return rows;
}

/** What the ledger has too much or too little of, against what callers were told. */
export async function differences(admin: Pool, businessId: string, tally: Tally): Promise<string[]> {
  const found: string[] = [];
  const seen = new Set<string>();
  for (const { key, walletId, amount, times } of await movementsOf(admin, businessId)) {
    const told = tally.acknowledged.get(key);
    seen.add(key);
    if (!told) found.push(`${key} is in the ledger, and nobody was told`);
    else if (times !== '1') found.push(`${key} is in the ledger ${times} times`);
    else if (told.walletId !== walletId || Number(told.amount) !== Number(amount))
      found.push(`${key} differs`);
  }
  for (const key of tally.acknowledged.keys()) if (!seen.has(key)) found.push(`${key} is lost`);
  return found;
}
