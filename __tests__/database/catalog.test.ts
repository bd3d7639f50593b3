import { forTheApp } from '../helpers/access-open';
import { functionsOf, type SqlFunction } from '../helpers/catalog';
import { World } from '../helpers/world';

let world: World;
let functions: SqlFunction[];

beforeAll(async () => {
  world = await World.open();
  functions = await functionsOf(world.admin);
});
afterAll(() => world.close());

async function names(sql: string): Promise<string[]> {
  const { rows } = await world.admin.query<{ name: string }>(sql);
  return rows.map((row) => row.name);
}

const ours = `('public'::regnamespace, 'private'::regnamespace)`;

/** Tables that are about no business: the installation's own, or the businesses themselves. */
const global = [
  'businesses',
  'private.currencies',
  'private.jobs',
  // Counts of requests, which come before it is known whose they are.
  'private.rate_limits',
  'private.sign_in_attempts',
  'private.sign_in_places',
];
const tenantTables = `
  select c.oid, c.oid::regclass::text as name from pg_class as c
  where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and c.oid::regclass::text not in (${global.map((name) => `'${name}'`).join(', ')})`;

/** Units, and units times price: up to 12 decimals, and sums of any size. What of them is billed is an amount. */
const exactUsage = [
  'billing_runs.total_held',
  'usage_charges.units',
  'usage_days.amount',
  'usage_days.units',
  'usage_events.price_per_unit',
  'usage_events.units',
  'usage_totals.amount',
  'usage_totals.billed_units',
  'usage_totals.units',
];

describe('an operator in Studio finds everything explained', () => {
  test('every table and view has a comment', async () => {
    expect(
      await names(`select c.oid::regclass::text as name from pg_class as c
        where c.relnamespace in ${ours} and c.relkind in ('r', 'p', 'v', 'm') and obj_description(c.oid, 'pg_class') is null`),
    ).toEqual([]);
  });

  test('every function, trigger function and procedure has a comment', () => {
    expect(functions.length).toBeGreaterThan(80);
    expect(functions.filter(({ comment }) => comment === null).map(({ signature }) => signature)).toEqual([]);
  });

  test('every type has a comment', async () => {
    expect(
      await names(`select t.oid::regtype::text as name from pg_type as t left join pg_class as c on c.oid = t.typrelid
        where t.typnamespace in ${ours} and (t.typtype in ('d', 'e', 'r') or t.typtype = 'c' and c.relkind = 'c')
          and obj_description(t.oid, 'pg_type') is null`),
    ).toEqual([]);
  });

  test('every column that holds an amount says in which unit', async () => {
    const columns = await world.admin.query<{ name: string; comment: string | null }>(
      `select c.oid::regclass::text || '.' || a.attname as name, col_description(c.oid, a.attnum) as comment
       from pg_attribute as a join pg_class as c on c.oid = a.attrelid
       where c.relnamespace in ${ours} and c.relkind in ('r', 'p', 'v', 'm') and a.attnum > 0 and not a.attisdropped
         and a.atttypid in ('public.amount'::regtype, 'numeric'::regtype)`,
    );
    expect(columns.rows.length).toBeGreaterThan(10);
    const silent = columns.rows.filter(({ comment }) => !/currency|unit|credits/i.test(comment ?? ''));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test('no column holds an amount in anything but the domain of amounts, but exact usage until it is billed', async () => {
    expect(
      await names(`select c.oid::regclass::text || '.' || a.attname as name
        from pg_attribute as a join pg_class as c on c.oid = a.attrelid
        where c.relnamespace in ${ours} and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
          and a.atttypid in ('numeric'::regtype, 'money'::regtype, 'float4'::regtype, 'float8'::regtype)
        order by 1`),
    ).toEqual(exactUsage);
  });
});

describe('functions', () => {
  test('the doors in public run as the caller, and every function pins an empty search path', () => {
    const doors = functions.filter(({ schema }) => schema === 'public');
    expect(doors.filter(({ isDefiner }) => isDefiner).map(({ signature }) => signature)).toEqual([]);
    const unpinned = functions.filter(({ settings }) => !settings.includes('search_path=""'));
    expect(unpinned.map(({ signature }) => signature)).toEqual([]);
  });

  test('none may be executed by everybody, and trigger functions by nobody', () => {
    expect(
      functions.filter(({ grantees }) => grantees.includes('public')).map(({ signature }) => signature),
    ).toEqual([]);
    const triggers = functions.filter(({ isTrigger, grantees }) => isTrigger && grantees.length > 0);
    expect(triggers.map(({ signature }) => signature)).toEqual([]);
  });

  test('each door of public is granted to the two client roles, or to that of the app, and to nobody else', () => {
    const doors = functions.filter(({ schema }) => schema === 'public');
    for (const { name, signature, grantees } of doors) {
      const may = forTheApp.includes(name) ? ['authenticated'] : ['anon', 'authenticated'];
      expect({ signature, grantees }).toEqual({ signature, grantees: may });
    }
  });

  test('there is one function of each name in public, as PostgREST picks by parameter names', () => {
    const doors = functions.filter(({ schema }) => schema === 'public').map(({ name }) => name);
    expect(doors).toEqual([...new Set(doors)]);
  });
});

describe('the database cannot link rows of two businesses', () => {
  test('every tenant table begins its primary key with the business', async () => {
    expect(
      await names(`with tables as (${tenantTables})
        select t.name from tables as t
        left join pg_constraint as k on k.conrelid = t.oid and k.contype = 'p'
        left join pg_attribute as a on a.attrelid = t.oid and a.attnum = k.conkey[1]
        where a.attname is distinct from 'business_id'`),
    ).toEqual([]);
  });

  test('every unique constraint and unique index of a tenant table begins with the business', async () => {
    expect(
      await names(`with tables as (${tenantTables})
        select i.indexrelid::regclass::text as name from tables as t
        join pg_index as i on i.indrelid = t.oid and i.indisunique
        left join pg_attribute as a on a.attrelid = t.oid and a.attnum = i.indkey[0]
        where a.attname is distinct from 'business_id'`),
    ).toEqual([]);
  });

  test('every foreign key between tenant tables carries the business on both sides', async () => {
    expect(
      await names(`with tables as (${tenantTables})
        select f.conname as name from pg_constraint as f
        join tables as t on t.oid = f.conrelid join tables as r on r.oid = f.confrelid
        where f.contype = 'f' and not exists (
          select from unnest(f.conkey, f.confkey) as pair(here, there)
          join pg_attribute as a on a.attrelid = f.conrelid and a.attnum = pair.here and a.attname = 'business_id'
          join pg_attribute as b on b.attrelid = f.confrelid and b.attnum = pair.there and b.attname = 'business_id'
        )`),
    ).toEqual([]);
  });

  test('no row can be without its business', async () => {
    expect(
      await names(`with tables as (${tenantTables})
        select t.name from tables as t
        left join pg_attribute as a on a.attrelid = t.oid and a.attname = 'business_id'
        where a.attnotnull is distinct from true`),
    ).toEqual([]);
  });
});

test('every foreign key has an index that finds the rows it points from', async () => {
  expect(
    await names(`select f.conrelid::regclass::text || ' ' || f.conname as name from pg_constraint as f
      where f.contype = 'f' and f.connamespace in ${ours} and not exists (
        select from pg_index as i
        where i.indrelid = f.conrelid and i.indpred is null
          and (i.indkey::smallint[])[0:cardinality(f.conkey) - 1] @> f.conkey
      )`),
  ).toEqual([]);
});

test('ids are of version 7 and in the order they were made, within a millisecond too', async () => {
  const { rows } = await world.admin.query<{ id: string }>(
    'select private.uuid_v7() as id from generate_series(1, 200)',
  );
  const ids = rows.map((row) => row.id);
  for (const id of ids)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  const times = ids.map((id) => id.slice(0, 18));
  expect(times).toEqual([...times].sort());
  const milliseconds = Number.parseInt((ids.at(-1) ?? '').replaceAll('-', '').slice(0, 12), 16);
  expect(Math.abs(milliseconds - Date.now())).toBeLessThan(5_000);
});
