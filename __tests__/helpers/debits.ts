import type { z } from 'zod';
import {
  listDebitLogs,
  listDebitRuns,
  triggerDebits,
  type debitLog,
  type debitRun,
} from '@/lib/operations/debits';
import type { Caller } from './sql-callers';
import type { Business, World } from './world';

export type DebitResult = z.infer<(typeof triggerDebits)['output']>;
export type DebitLog = z.infer<typeof debitLog>;
export type DebitRun = z.infer<typeof debitRun>;

/** A run by hand, driven to its end as the route does it. */
export async function debitByHand(caller: Caller, businessId?: string): Promise<DebitResult> {
  let result = await caller.run(triggerDebits, { business_id: businessId });
  while (result.status === 'running') {
    const args = { business_id: businessId, run_id: result.run_id };
    result = triggerDebits.output.parse(await caller.call('advance_debits', args));
  }
  return result;
}

/** What a scheduler does: steps until nothing is due that nobody else is at work on. */
export async function debitBySchedule(world: World, chunkSize = 500): Promise<void> {
  for (let hasMore = true; hasMore;) hasMore = await stepOfSchedule(world, chunkSize);
}

export async function stepOfSchedule(world: World, chunkSize: number): Promise<boolean> {
  const { rows } = await world.admin.query<{ more: boolean }>(
    'select private.run_hourly_debits($1) as more',
    [chunkSize],
  );
  return rows[0]?.more ?? false;
}

/** The debit logs of a business, the oldest run first, or those of one customer. */
export async function logsOf(business: Business, customerId?: string): Promise<DebitLog[]> {
  const logs: DebitLog[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const args: Record<string, unknown> = {
      business_id: business.id,
      customer_id: customerId,
      page_size: 200,
      cursor,
    };
    const page = await business.owner.run(listDebitLogs, args);
    logs.push(...page.data);
    cursor = page.next_cursor;
  }
  return logs.reverse();
}

/** The debit runs of a business, the oldest first. */
export async function runsOf(business: Business): Promise<DebitRun[]> {
  const { data } = await business.owner.run(listDebitRuns, { business_id: business.id, page_size: 200 });
  return data.reverse();
}

/** A trigger on the ledger that raises for some customers, as a bug or a corrupt row would. */
export async function breakDebitsOf(
  world: World,
  customerIds: readonly string[],
  error = 'division by zero',
): Promise<void> {
  await world.admin.query(`
    create schema if not exists test;
    create table if not exists test.broken_wallets (wallet_id uuid primary key, error text not null);
    create or replace function test.break() returns trigger language plpgsql as $$
    declare
      v_error text := (select b.error from test.broken_wallets as b where b.wallet_id = new.wallet_id);
    begin
      if v_error = 'division by zero' then
        perform 1 / 0;
      elsif v_error is not null then
        raise exception '%', v_error;
      end if;
      return new;
    end $$;
    create or replace trigger aaa_break before insert on public.ledger_entries
      for each row when (new.kind = 'hourly_debit') execute function test.break();
    create or replace function test.break_wallet() returns trigger language plpgsql as $$
    begin
      if exists (select from test.broken_wallets as b where b.wallet_id = new.id and b.error = 'the row of the wallet') then
        raise exception 'no';
      end if;
      return new;
    end $$;
    create or replace trigger aaa_break before update on public.wallets
      for each row execute function test.break_wallet()`);
  await world.admin.query(
    `insert into test.broken_wallets (wallet_id, error) select id, $2 from public.wallets where customer_id = any ($1)`,
    [customerIds, error],
  );
}

export async function repairDebits(world: World): Promise<void> {
  await world.admin.query('truncate test.broken_wallets');
}
