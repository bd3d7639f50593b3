import { AccessWorld } from '../helpers/access-world';
import { forTheApp, open } from '../helpers/access-open';
import { checksums, functionsOf, type SqlFunction } from '../helpers/catalog';
import { describeOutcome, isEmptyPage, isRefusal } from '../helpers/outcomes';
import type { Caller } from '../helpers/sql-callers';

/** About the caller and nobody else: anybody who is signed in may. */
const aboutTheCaller = [
  'get_me',
  'get_profile',
  'create_business',
  'accept_invitation',
  'get_account',
  'join_business',
  'redeem_invitation',
  'require_user',
];
/** They compute from what they are given, or answer for the caller alone; each is looked at below. */
const helpers = [
  'amount_text',
  'billing_run_json',
  'credits_burned',
  'credits_of',
  'cursor_id',
  'debit_log_json',
  'debit_run_json',
  'decode_cursor',
  'encode_cursor',
  'entry_json',
  'header',
  'hour_of',
  'json_argument',
  'json_join',
  'my_business_ids',
  'page_json',
  'page_limit',
  'product_json',
  'raise_customer_not_found',
  'raise_invalid',
  'raise_problem',
  'runway_hours',
  'my_customer_profiles',
  'search_pattern',
  'session_at',
  'session_json',
  'unit_decimals',
  'usage_charge_json',
  'usage_record_json',
];
/** Of these they read a table, and answer of the caller's own rows alone. */
const ofTheCaller = ['my_business_ids', 'my_customer_profiles'];
/** A list of open pages, on which whoever reads may put itself, and when the books were proved last. */
const writtenByReaders = ['private.watchers', 'private.ledger_proofs'];

describe.each(['migrated', 'hosted'] as const)('on a database that is %s', (from) => {
  let access: AccessWorld;
  let callable: SqlFunction[];
  let guarded: SqlFunction[];
  let before: Record<string, string>;

  const sums = () => checksums(access.world.admin, writtenByReaders);
  const call = (caller: Caller, target: SqlFunction, omitted?: string[]) =>
    caller.attempt(target.name, access.argumentsFor(target, omitted), target.schema);

  /** What each function did otherwise than it should, by name. */
  async function problems(
    targets: SqlFunction[],
    complaint: (target: SqlFunction) => Promise<string | null>,
  ) {
    const found: string[] = [];
    for (const target of targets) {
      const text = await complaint(target);
      if (text !== null) found.push(`${target.signature}: ${text}`);
      const after = await sums();
      for (const table of Object.keys(after)) {
        if (after[table] !== before[table]) found.push(`${target.signature} changed ${table}`);
      }
      before = after;
    }
    return found;
  }

  beforeAll(async () => {
    access = await AccessWorld.open({ from });
    const all = await functionsOf(access.world.admin);
    callable = all.filter(({ grantees }) =>
      ['public', 'anon', 'authenticated'].some((role) => grantees.includes(role)),
    );
    guarded = callable.filter(({ name }) => ![...open, ...helpers, ...forTheApp].includes(name));
    before = await sums();
  }, 60_000);
  afterAll(() => access.world.close());

  test('every function of public is there to be called, and what is there is more than nothing', () => {
    expect(guarded.filter(({ schema }) => schema === 'public').length).toBeGreaterThan(45);
    expect(guarded.filter(({ schema }) => schema === 'private').length).toBeGreaterThan(30);
    expect(callable.map(({ name }) => name)).toEqual(
      expect.arrayContaining([...open, ...forTheApp, ...aboutTheCaller, ...helpers]),
    );
  });

  test('the owner is let in with the very parameters that the others are refused with', async () => {
    const targets = guarded.filter(
      ({ name }) => !['accept_invitation', 'redeem_invitation', 'join_business'].includes(name),
    );
    const found = await problems(targets, async (target) => {
      const outcome = await access.business.owner.trial(
        target.name,
        access.argumentsFor(target),
        target.schema,
      );
      return outcome.ok ? null : outcome.failure.message;
    });
    expect(found).toEqual([]);
  });

  test('everybody who is nobody to a business is refused by each function, and changes nothing', async () => {
    const targets = guarded.filter(({ name }) => !aboutTheCaller.includes(name));
    const found = await problems(targets, async (target) => {
      const letIn: string[] = [];
      for (const [who, caller] of Object.entries(access.strangers)) {
        const outcome = await call(caller, target);
        if (!isRefusal(outcome)) letIn.push(`${who}: ${describeOutcome(outcome)}`);
      }
      return letIn.join('; ') || null;
    });
    expect(found).toEqual([]);
  });

  test('another tenant who names only the ids of rows, and not the business, reaches none of them', async () => {
    const targets = guarded.filter(
      ({ name, schema }) => schema === 'public' && !aboutTheCaller.includes(name),
    );
    const owned = [
      'businesses',
      'customers',
      'wallets',
      'ledger_entries',
      'debit_runs',
      'debit_logs',
      'api_keys',
      'audit_events',
      'products',
      'stock_movements',
      'orders',
      'order_items',
      'order_cancellations',
      'payments',
      'payment_allocations',
      'usage_events',
      'usage_totals',
      'usage_days',
      'usage_charges',
      'billing_runs',
      'sessions',
    ];
    const found: string[] = [];
    const rowsOfFirst = async () => {
      const { rows } = await access.world.admin.query<Record<string, string>>(
        `select ${owned
          .map(
            (table) => `(select md5(string_agg(t::text, '|' order by t::text)) from public.${table} as t
          where ${table === 'businesses' ? 'id' : 'business_id'} = $1) as ${table}`,
          )
          .join(', ')}`,
        [access.business.id],
      );
      return rows[0];
    };
    const untouched = await rowsOfFirst();
    for (const target of targets) {
      const stranger = access.outsiders['the owner of another business'] ?? access.world.asNobody();
      const args = access.argumentsFor(target, ['business_id']);
      const outcome = await stranger.trial(target.name, args);
      if (JSON.stringify(outcome).includes(access.business.id))
        found.push(`${target.signature} tells of the business`);
      // Nor where it names nothing at all, as whoever asks for a whole list does.
      const ids = target.parameters.map(({ name }) => name).filter((name) => name.endsWith('_id'));
      const whole = await stranger.trial(target.name, access.argumentsFor(target, ids));
      if (access.tellsOf(whole)) found.push(`${target.signature} tells of rows, unasked`);
      if (outcome.ok && Object.keys(args).some((name) => name.endsWith('_id') && name !== 'watcher_id')) {
        if (!isEmptyPage(outcome.body))
          found.push(`${target.signature} answered ${JSON.stringify(outcome.body)}`);
      }
      expect(await rowsOfFirst()).toEqual(untouched);
    }
    expect(found).toEqual([]);
  });

  test('a viewer reads, and is refused every write', async () => {
    const targets = guarded.filter(({ name }) => !aboutTheCaller.includes(name));
    const found = await problems(targets, async (target) => {
      const permission = access.permissionFor(target);
      const outcome = await call(access.viewer, target);
      if (permission.endsWith(':read')) return outcome.ok ? null : describeOutcome(outcome);
      const isDenied = !outcome.ok && outcome.failure.hint === 'permission_denied';
      return isDenied && outcome.failure.detail['permission'] === permission
        ? null
        : describeOutcome(outcome);
    });
    expect(found).toEqual([]);
  });

  test('a key that lacks only the permission of an operation is refused by its function', async () => {
    const targets = guarded.filter(({ name }) => !aboutTheCaller.includes(name));
    const found = await problems(targets, async (target) => {
      const permission = access.permissionFor(target);
      const outcome = await call(access.keysWithout[permission], target);
      const isDenied = !outcome.ok && outcome.failure.hint === 'permission_denied';
      return isDenied && outcome.failure.detail['permission'] === permission
        ? null
        : describeOutcome(outcome);
    });
    expect(found).toEqual([]);
  });

  test('a key with only the permission of an operation is let in', async () => {
    // The overview is made of customers and of debits, and asks for both.
    const targets = guarded.filter(({ name }) => ![...aboutTheCaller, 'get_overview'].includes(name));
    const found = await problems(targets, async (target) => {
      const permission = access.permissionFor(target);
      const outcome = await access.keysWithOnly[permission].trial(
        target.name,
        access.argumentsFor(target),
        target.schema,
      );
      return !outcome.ok && 'permission' in outcome.failure.detail ? describeOutcome(outcome) : null;
    });
    expect(found).toEqual([]);
  });

  test('a rule that asks for a permission which does not exist lets in neither a viewer nor a key', async () => {
    for (const caller of [access.viewer, access.keysWithout['keys:write']]) {
      for (const permission of [null, '', 'customers', 'customers:']) {
        const outcome = await caller.attempt(
          'require_access',
          { business_id: access.business.id, permission },
          'private',
        );
        expect({ permission, isLetIn: outcome.ok }).toEqual({ permission, isLetIn: false });
      }
    }
  });

  test('what is about the caller is refused to nobody and to bad keys, and tells others nothing of the business', async () => {
    const targets = callable.filter(({ name }) => aboutTheCaller.includes(name));
    const found = await problems(targets, async (target) => {
      const wrong: string[] = [];
      for (const [who, caller] of Object.entries(access.outsiders)) {
        const outcome = await caller.trial(target.name, access.argumentsFor(target), target.schema);
        if (JSON.stringify(outcome).includes(access.business.id))
          wrong.push(`${who} is told of the business`);
        const isUser = who.includes('owner') || who.includes('member');
        const isOtherKey = who === 'a key of another business' && /^get_/.test(target.name);
        if (!isUser && !isOtherKey && !isRefusal(outcome)) wrong.push(`${who}: ${describeOutcome(outcome)}`);
      }
      return wrong.join('; ') || null;
    });
    expect(found).toEqual([]);
  });

  test('the helpers that need no permission compute from what they are given: they read no table', async () => {
    const { rows } = await access.world.admin.query<{ name: string; body: string }>(
      `select p.proname as name, p.prosrc as body from pg_proc as p
       where p.pronamespace = 'private'::regnamespace and p.proname = any ($1)`,
      [helpers.filter((name) => !ofTheCaller.includes(name))],
    );
    expect(rows).toHaveLength(helpers.length - ofTheCaller.length);
    expect(
      rows.filter(({ body }) => /(from|join|update|into)\s+(public|private|auth)\./i.test(body)),
    ).toEqual([]);
    for (const [who, caller] of Object.entries(access.outsiders)) {
      for (const name of ofTheCaller) {
        const told = await caller.attempt(name, {}, 'private');
        expect({ who, name, isTold: access.tellsOf(told) }).toEqual({ who, name, isTold: false });
      }
    }
  });
});
