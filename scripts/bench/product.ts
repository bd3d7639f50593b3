import type { Client } from 'pg';

export interface Product {
  businessId: string;
  apiKey: string;
  /** Customers have ids that count from 1: see `customerId`. */
  customers: number;
}

const CUSTOMERS = 1_000;

export function customerId(ordinal: number): string {
  return `00000000-0000-7000-8000-${ordinal.toString(16).padStart(12, '0')}`;
}

/** A business as the sign-up makes it, a key as an owner makes it, and customers by the thousand. */
export async function prepareProduct(admin: Client): Promise<Product> {
  const { businessId, apiKey } = await makeBusiness(admin, 'Bench');
  await fillCustomers(admin, { businessId, customers: CUSTOMERS });
  return { businessId, apiKey, customers: CUSTOMERS };
}

export async function makeBusiness(
  admin: Client,
  name: string,
): Promise<{ businessId: string; apiKey: string }> {
  const email = `${name.toLowerCase().replaceAll(/\W+/g, '-')}@bench.test`;
  await admin.query(
    `insert into auth.users (id, email, raw_user_meta_data)
     values (gen_random_uuid(), $1, jsonb_build_object('business_name', $2::text))`,
    [email, name],
  );
  const { rows } = await admin.query<{ business_id: string; key: string }>(
    `select m.business_id, private.make_secret('sk', m.business_id) as key
     from public.memberships as m join auth.users as u on u.id = m.user_id where u.email = $1`,
    [email],
  );
  const [row] = rows;
  if (!row) throw new Error('signing up made no business');
  await admin.query(
    `select private.insert_api_key($1, 'bench', private.all_permissions(), 'user:bench', null, $2)`,
    [row.business_id, row.key],
  );
  return { businessId: row.business_id, apiKey: row.key };
}

/** Customers with a prepaid wallet each, written as `private.create_customer` writes them, in bulk. */
export async function fillCustomers(
  admin: Client,
  options: { businessId: string; customers: number; hourlyDebit?: string; debitedThrough?: string },
): Promise<void> {
  const { businessId, customers, hourlyDebit = '0', debitedThrough = null } = options;
  await admin.query(
    `insert into public.customers (business_id, id, name, created_at, updated_at)
     select $1, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'Customer ' || n, now(), now()
     from generate_series(1, $2::integer) as n`,
    [businessId, customers],
  );
  await admin.query(
    `insert into public.wallets (
       business_id, customer_id, kind, unit, minimum_balance, updated_at, hourly_debit_amount, debited_through
     )
     select c.business_id, c.id, 'prepaid', 'USD', 0, now(), $2::numeric, coalesce($3::timestamptz, private.hour_of(now()))
     from public.customers as c where c.business_id = $1 order by c.id`,
    [businessId, hourlyDebit, debitedThrough],
  );
  await admin.query('vacuum analyze public.customers, public.wallets');
}

/** `add_credit` for one of so many wallets. */
export function addCreditScript({ apiKey }: Product, wallets: number): string {
  return callScript(
    apiKey,
    "public.add_credit(customer_id => ('00000000-0000-7000-8000-' || lpad(to_hex(:customer::int), 12, '0'))::uuid, amount => '1.50')",
    [`\\set customer random(1, ${wallets})`],
  );
}

/**
 * A call of a function as `lib/database/direct.ts` sends it: two statements and one Sync, which make one
 * transaction in one round trip; with a fresh Idempotency-Key unless `keyed` is false. The call uses the variables that
 * the lines before it set.
 */
export function callScript(
  apiKey: string,
  call: string,
  variables: readonly string[],
  { keyed = true }: { keyed?: boolean } = {},
): string {
  const key = keyed ? `,"idempotency-key":"' || :idempotency || '"` : '';
  return `
${variables.join('\n')}
\\set idempotency random(1, 1000000000000)
\\startpipeline
select set_config('role', 'anon', true), set_config('request.jwt.claims', '', true), set_config('request.jwt.claim.sub', '', true), set_config('request.headers', '{"x-request-id":"0196c1f0-0000-7000-8000-000000000001","x-api-key":"${apiKey}"${key}}', true), set_config('response.headers', '', true);
select ${call}::text as body, current_setting('response.headers', true) as headers;
\\endpipeline
`;
}
