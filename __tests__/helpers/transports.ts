import { createDirectTransport } from '@/lib/database/direct';
import { createSupabaseTransport } from '@/lib/database/supabase';
import type { Arguments, Transport } from '@/lib/database/transport';
import type { Identity } from '@/lib/auth/identity';
import { Problem } from '@/lib/errors/problem';
import { signUpUser, type TestUser } from './callers';
import { createDatabase, type TestDatabase } from './database';
import { startLite, type TestLite } from './lite';

export const transportKinds = ['direct', 'supabase'] as const;
export type TransportKind = (typeof transportKinds)[number];

export interface TransportStage {
  database: TestDatabase;
  lite: TestLite;
  transports: Record<TransportKind, Transport>;
  /** Of a sandbox business whose clock stands still, with two customers and one completed debit run. */
  owner: TestUser;
  stranger: TestUser;
  viewer: Identity;
  apiKey: string;
  customerId: string;
  brokeCustomerId: string;
  answer<T>(kind: TransportKind, name: string, args?: Arguments, as?: Identity): Promise<T>;
  close(): Promise<void>;
}

/** One database with both ways to it, and the people who try them. */
export async function startTransports(): Promise<TransportStage> {
  const database = await createDatabase();
  // PostgREST takes the waiting time from the role; Lite does not, and would wait for ever.
  await database.admin.query(`alter database "${database.name}" set lock_timeout = '1s'`);
  const lite = await startLite(database);
  const transports = {
    direct: createDirectTransport({ connectionString: database.appUrl, poolSize: 3 }),
    supabase: createSupabaseTransport({ url: lite.url, publishableKey: lite.publishableKey }),
  };
  const owner = await signUpUser(database, lite, 'owner');
  const stranger = await signUpUser(database, lite, 'stranger');
  const watching = await signUpUser(database, lite, 'viewer');
  await database.admin.query(
    "insert into public.memberships (business_id, user_id, role) values ($1, $2, 'viewer')",
    [owner.businessId, watching.id],
  );
  await database.admin.query(
    "update public.businesses set is_sandbox = true, test_clock_at = '2026-03-01T10:20:30.123456Z' where id = $1",
    [owner.businessId],
  );
  const answer = async <T>(kind: TransportKind, name: string, args: Arguments = {}, as = owner.identity) =>
    JSON.parse((await transports[kind].call(name, args, as)).text) as T;

  const { key } = await answer<{ key: string }>('direct', 'create_api_key', { name: 'contract' });
  const ada = {
    name: 'Ada "Zoë" Λ 🦆 <b>',
    balance: '100.10',
    hourly_debit_amount: '5.05',
    external_id: "o'1",
  };
  const broke = { name: 'Broke', hourly_debit_amount: '1' };
  const { id: customerId } = await answer<{ id: string }>('direct', 'create_customer', ada);
  const { id: brokeCustomerId } = await answer<{ id: string }>('supabase', 'create_customer', broke);
  const { run_id } = await answer<{ run_id: string }>('direct', 'trigger_debits');
  await answer('supabase', 'advance_debits', { run_id });
  return {
    database,
    lite,
    transports,
    owner,
    stranger,
    viewer: { ...watching.identity, businessId: owner.businessId },
    apiKey: key,
    customerId,
    brokeCustomerId,
    answer,
    async close() {
      await Promise.all(transportKinds.map((kind) => transports[kind].close()));
      await lite.stop();
      await database.close();
    },
  };
}

/** What a call comes to, in a form that can be compared: the answer, or everything a caller is told of the refusal. */
export async function outcomeOf(transport: Transport, name: string, args: Arguments, as: Identity) {
  try {
    const { text, replayed } = await transport.call(name, args, as);
    return { body: JSON.parse(text) as unknown, replayed };
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    const { code, status, message, context, errors, retryAfterSeconds } = failure;
    return { code, status, message, context, errors, retryAfterSeconds };
  }
}

/** An outcome without the microsecond at which a plan was looked at, with which its name begins. */
export function untimed(outcome: Awaited<ReturnType<typeof outcomeOf>> | undefined) {
  return JSON.parse(
    JSON.stringify(outcome, (key, value: unknown) =>
      key === 'plan' && typeof value === 'string' ? value.replace(/^\d+/, '') : value,
    ),
  ) as unknown;
}
