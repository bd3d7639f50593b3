import { permissions, type Permission } from '@/lib/operations/define';
import { AccessWorld } from '../helpers/access-world';
import { relationsOf, type Relation } from '../helpers/catalog';
import { failureOf, type Caller } from '../helpers/sql-callers';

/** Not rows of a business: nobody but the rules reads them. */
const withoutBusiness = [
  'private.currencies',
  'private.jobs',
  'private.rate_limits',
  'private.sign_in_attempts',
  'private.sign_in_places',
];

/** The scopes that open a table of public to a key, any one of them; a table that is not here fails the test. */
const openedBy: Record<string, readonly Permission[]> = {
  'public.businesses': permissions,
  'public.business_settings': ['business:read', 'orders:read'],
  'public.memberships': ['business:read'],
  'public.invitations': ['business:read'],
  'public.api_keys': ['business:read'],
  'public.audit_events': ['audit:read'],
  'public.customers': ['customers:read', 'wallets:read', 'debits:read', 'orders:read', 'payments:read'],
  'public.wallets': ['customers:read', 'wallets:read', 'orders:read'],
  'public.ledger_entries': ['wallets:read'],
  'public.debit_runs': ['debits:read'],
  'public.debit_logs': ['debits:read'],
  'public.products': ['products:read', 'orders:read'],
  'public.stock_movements': ['products:read'],
  'public.orders': ['orders:read'],
  'public.order_items': ['orders:read'],
  'public.order_cancellations': ['orders:read'],
  'public.order_cancellation_items': ['orders:read'],
  'public.payments': ['payments:read'],
  'public.payment_allocations': ['payments:read', 'orders:read'],
  'public.usage_events': ['usage:read'],
  'public.usage_totals': ['usage:read'],
  'public.usage_days': ['usage:read'],
  'public.billing_runs': ['usage:read'],
  'public.usage_charges': ['usage:read'],
  'public.sessions': ['sessions:read', 'customers:read', 'wallets:read', 'orders:read'],
  'public.live_sessions': ['sessions:read', 'customers:read', 'wallets:read', 'orders:read'],
  'public.holds': ['holds:read', 'wallets:read'],
  'public.webhook_endpoints': ['webhooks:read'],
  'public.webhook_events': ['webhooks:read'],
  'public.webhook_deliveries': ['webhooks:read'],
  'public.webhook_attempts': ['webhooks:read'],
  'public.credit_balances': ['customers:read', 'wallets:read', 'orders:read'],
  'public.amounts_owed': ['orders:read'],
  'public.overdue_orders': ['orders:read'],
};

const nameOf = ({ schema, name }: Relation) => `${schema}.${name}`;

describe.each(['migrated', 'hosted'] as const)('on a database that is %s', (from) => {
  let access: AccessWorld;
  let relations: Relation[];

  beforeAll(async () => {
    access = await AccessWorld.open({ from });
    relations = await relationsOf(access.world.admin);
  }, 60_000);
  afterAll(() => access.world.close());

  const businessColumn = (relation: Relation) =>
    nameOf(relation) === 'public.businesses' ? 'id' : 'business_id';
  const tenantRelations = () =>
    relations.filter((relation) => relation.columns.includes(businessColumn(relation)));

  /** Rows of the first business, and of others, that a caller sees in a relation; null where it may not look. */
  async function seenBy(caller: Caller, relation: Relation) {
    const column = businessColumn(relation);
    try {
      const [row] = await caller.rows<{ own: number; foreign: number }>(
        `select count(*) filter (where ${column} = $1)::integer as own,
          count(*) filter (where ${column} is distinct from $1)::integer as foreign from ${nameOf(relation)}`,
        [access.business.id],
      );
      return row ?? null;
    } catch (error) {
      expect(failureOf(error).sqlstate).toBe('42501');
      return null;
    }
  }

  test('every relation is known to belong to a business, or to nobody', () => {
    const strays = relations.filter((relation) => !relation.columns.includes(businessColumn(relation)));
    expect(strays.map(nameOf)).toEqual(withoutBusiness);
  });

  test('row level security is on for every table of public and private; views run as whoever asks', async () => {
    const { rows } = await access.world.admin.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class as c
      where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace)
        and (c.relkind in ('r', 'p') and not c.relrowsecurity
          or c.relkind = 'v' and not 'security_invoker=true' = any (coalesce(c.reloptions, '{}')) or c.relkind in ('m', 'f'))`);
    expect(rows).toEqual([]);
  });

  test('each table has a row that could be seen, or this test would prove nothing', async () => {
    for (const relation of tenantRelations()) {
      const { rows } = await access.world.admin.query(
        `select from ${nameOf(relation)} where ${businessColumn(relation)} = $1 limit 1`,
        [access.business.id],
      );
      expect({ table: nameOf(relation), rows: rows.length }).toEqual({ table: nameOf(relation), rows: 1 });
    }
  });

  test('whoever is nobody to a business sees not one of its rows in any table', async () => {
    const seen: string[] = [];
    for (const relation of relations) {
      for (const [who, caller] of Object.entries(access.strangers)) {
        if (withoutBusiness.includes(nameOf(relation))) {
          await expect(caller.rows(`select from ${nameOf(relation)}`)).rejects.toThrow('permission denied');
        } else if ((await seenBy(caller, relation))?.own)
          seen.push(`${who} sees rows of ${nameOf(relation)}`);
      }
    }
    expect(seen).toEqual([]);
  });

  test('a viewer and a key see the rows of their business in public, and none of any other', async () => {
    const callers = { viewer: access.viewer, key: access.keysWithout['keys:write'] };
    for (const relation of tenantRelations()) {
      const isPublic = relation.schema === 'public';
      const expected = isPublic ? { own: expect.any(Number), foreign: 0 } : null;
      for (const [who, caller] of Object.entries(callers)) {
        const seen = await seenBy(caller, relation);
        expect({ who, relation: nameOf(relation), seen }).toEqual({
          who,
          relation: nameOf(relation),
          seen: expected,
        });
        if (isPublic) expect(seen?.own).toBeGreaterThan(0);
      }
    }
  });

  test('a key sees the rows that its scopes cover, and no others', async () => {
    for (const relation of tenantRelations().filter(({ schema }) => schema === 'public')) {
      const opening: Permission[] = [];
      for (const permission of permissions) {
        const seen = await seenBy(access.keysWithOnly[permission], relation);
        expect(seen?.foreign).toBe(0);
        if (seen?.own) opening.push(permission);
      }
      const table = nameOf(relation);
      expect({ table, opening }).toEqual({
        table,
        opening: expect.arrayContaining([...(openedBy[table] ?? ['?'])]),
      });
      expect(opening).toHaveLength(openedBy[table]?.length ?? 0);
    }
  });

  test('no client role may write any table, or a column of one, or use a sequence, or make anything', async () => {
    const { rows } = await access.world.admin.query<{ what: string }>(`
      with roles as (select unnest(array['anon', 'authenticated', 'service_role']) as role),
        relations as (
          select c.oid, c.oid::regclass::text as name, c.relkind from pg_class as c
          where c.relnamespace in ('public'::regnamespace, 'private'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        )
      select role || ' ' || privilege || ' ' || name as what
      from roles, relations, unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES']) as privilege
      where relkind <> 'S' and (has_table_privilege(role, oid, privilege)
        or privilege in ('INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege(role, oid, privilege))
      union all
      select role || ' uses ' || name from roles, relations where relkind = 'S' and has_sequence_privilege(role, oid, 'USAGE, UPDATE')
      union all
      select role || ' creates in ' || nspname from roles, pg_namespace
      where nspname in ('public', 'private') and has_schema_privilege(role, oid, 'CREATE')
      union all
      select role || ' owns ' || name from roles, relations, pg_class as c
      where c.oid = relations.oid and c.relowner = role::regrole`);
    expect(rows).toEqual([]);
  });

  test('nobody writes a table, though an owner tries', async () => {
    const refused: string[] = [];
    const callers = [
      access.business.owner,
      access.viewer,
      access.keysWithout['keys:write'],
      access.world.asNobody(),
    ];
    for (const relation of relations) {
      const name = nameOf(relation);
      const [column = ''] = relation.columns;
      const writes = [
        `insert into ${name} default values`,
        `update ${name} set ${column} = ${column}`,
        `delete from ${name}`,
        `truncate ${name} cascade`,
      ];
      for (const caller of callers) {
        for (const sql of writes) {
          const error: unknown = await caller.rows(sql).then(
            () => null,
            (reason: unknown) => reason,
          );
          if (error === null) throw new Error(`${sql} was carried out`);
          const { sqlstate } = failureOf(error);
          // What a view of several tables is told before its permissions are looked at: it takes no writes at all.
          const isNoTable = relation.kind === 'v' && ['42809', '55000'].includes(sqlstate);
          if (!isNoTable) refused.push(sqlstate);
        }
      }
    }
    expect(new Set(refused)).toEqual(new Set(['42501']));
  });

  test('nobody reads a hash of a key or an invitation, nor the accounts of Auth', async () => {
    for (const caller of [access.business.owner, access.keysWithout['keys:write'], access.world.asNobody()]) {
      for (const sql of [
        'select key_hash from public.api_keys',
        'select * from public.api_keys',
        'select token_hash from public.invitations',
        'select * from public.invitations',
        'select * from auth.users',
        'select * from auth.sessions',
        'select * from auth.refresh_tokens',
      ]) {
        await expect(caller.rows(sql)).rejects.toThrow('permission denied');
      }
    }
  });

  test('every policy of a table asks for the businesses of the caller, and lets nothing but reading through', async () => {
    const { rows } = await access.world.admin.query<{ name: string; cmd: string; qual: string }>(
      `select tablename || ': ' || policyname as name, cmd, qual from pg_policies where schemaname in ('public', 'private')`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { name, cmd, qual } of rows) {
      expect({ name, cmd, asks: qual.includes('my_business_ids(') }).toEqual({
        name,
        cmd: 'SELECT',
        asks: true,
      });
    }
  });
});
