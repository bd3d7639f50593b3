/** What TypeScript says of the database, held to what the database says of itself. */
import { currencyCodes } from '@/lib/money/currency-codes';
import { currencies } from '@/lib/money/currencies';
import { errorCodes, isErrorCode, type ErrorCode } from '@/lib/errors/codes';
import { operations } from '@/lib/operations';
import { role } from '@/lib/operations/account';
import { permissions } from '@/lib/operations/define';
import { errorCodesOf } from '@/lib/operations/error-codes';
import { can } from '@/lib/ui/permissions';
import { createDatabase, type TestDatabase } from '../helpers/database';

interface SqlFunction {
  schema: string;
  name: string;
  parameters: string[];
  source: string;
}

let database: TestDatabase;
let functions: SqlFunction[];

/** What is reached without an operation: the live stream, and the rest of a run that was begun by hand. */
const withoutOperation = [
  'advance_billing',
  'advance_debits',
  'begin_sign_in',
  'claim_webhooks',
  'end_sign_in',
  'get_metrics',
  'settle_webhook',
  'take_app_permits',
  'take_own_permits',
  'watch',
];
/** Whose work is Supabase Auth's, or the process's own. */
const withoutFunction = ['get_live', 'log_in', 'sign_up'];

beforeAll(async () => {
  database = await createDatabase();
  const { rows } = await database.admin.query<SqlFunction>(
    `select n.nspname as schema, p.proname as name, coalesce(p.proargnames, '{}') as parameters,
      pg_get_functiondef(p.oid) as source
    from pg_proc as p join pg_namespace as n on n.oid = p.pronamespace
    where n.nspname in ('public', 'private') and p.prokind in ('f', 'p')`,
  );
  functions = rows;
});
afterAll(() => database.close());

const doors = () => functions.filter(({ schema }) => schema === 'public');

describe('operations and functions', () => {
  test('every operation has its function, and every function of schema public its operation', () => {
    const named = operations.map(({ name }) => name).filter((name) => !withoutFunction.includes(name));
    expect(
      doors()
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...named, ...withoutOperation].sort());
  });

  test.each(
    operations
      .filter(({ name }) => !withoutFunction.includes(name))
      .map((operation) => [operation.name, operation] as const),
  )('the fields of %s are the parameters of its function', (name, operation) => {
    const fields = Object.keys(operation.input.shape).map((field) =>
      field === 'limit' ? 'page_size' : field,
    );
    expect(
      doors()
        .find((door) => door.name === name)
        ?.parameters.sort(),
    ).toEqual(fields.sort());
  });

  test('no parameter is a reserved word, which a gateway that does not quote would trip over', async () => {
    const { rows } = await database.admin.query(
      "select word from pg_get_keywords() where catcode in ('R', 'T')",
    );
    const reserved = new Set(rows.map(({ word }) => word as string));
    expect(
      doors().flatMap(({ parameters }) => parameters.filter((parameter) => reserved.has(parameter))),
    ).toEqual([]);
  });
});

describe('permissions', () => {
  test('are the same list in SQL and in TypeScript', async () => {
    const { rows } = await database.admin.query('select private.all_permissions() as all');
    expect(rows[0].all).toEqual(permissions);
  });

  test('are given to the same roles', async () => {
    for (const each of role.options) {
      for (const permission of permissions) {
        const { rows } = await database.admin.query('select private.role_allows($1, $2) as allows', [
          each,
          permission,
        ]);
        expect([each, permission, rows[0].allows]).toEqual([each, permission, can(each, permission)]);
      }
    }
    const { rows } = await database.admin.query(
      "select private.role_allows('nobody', 'customers:read') as allows",
    );
    expect(rows).toEqual([{ allows: false }]);
  });

  test('of each operation are those its function asks for', () => {
    for (const { name, access } of operations.filter(
      (operation) => !withoutFunction.includes(operation.name),
    )) {
      const asked = [...reachableFrom(name)].flatMap((source) =>
        [...source.matchAll(/require_access(?:_to)?\([^()']*,\s*'([a-z:]+)'/g)].map(
          ([, permission]) => permission,
        ),
      );
      const isOfBusiness = access !== null && access !== 'user' && access !== 'signed_in';
      // The overview is made of other reads, which ask for their own.
      expect([name, isOfBusiness ? asked.includes(access) : asked.length === 0]).toEqual([name, true]);
    }
  });
});

test('what customers may do on themselves is what its function lets them in for', () => {
  const letsIn = functions.filter(
    ({ schema, name, source }) =>
      schema === 'private' && name !== 'require_access_to' && /private\.require_access_to\(/.test(source),
  );
  const named = operations.filter(({ forCustomers }) => forCustomers === true).map(({ name }) => name);
  // The live stream is watched without an operation.
  expect(letsIn.map(({ name }) => name).sort()).toEqual([...named, 'watch'].sort());
});

describe('currencies', () => {
  test('are those of the database', async () => {
    const { rows } = await database.admin.query('select code from private.currencies order by code');
    expect(rows.map(({ code }) => code as string)).toEqual([...currencyCodes]);
  });

  test('a person can choose from are among them', () => {
    expect(currencies.filter(({ code }) => !(currencyCodes as readonly string[]).includes(code))).toEqual([]);
  });
});

describe('error codes', () => {
  test('that SQL raises are in the list, with the same status', () => {
    const raised = functions.flatMap(({ source }) => raisedIn(source));
    expect(raised.length).toBeGreaterThan(50);
    for (const { code, status } of raised) {
      expect([code, isErrorCode(code) && errorCodes[code].status]).toEqual([code, status]);
    }
  });

  test('are raised in no other way than by raise_problem', () => {
    const bySqlState = functions.filter(
      ({ source, name }) => /errcode = 'PT/.test(source) && name !== 'raise_problem',
    );
    expect(bySqlState.map(({ name }) => name)).toEqual([]);
    const calls = functions.flatMap(({ source }) => source.match(/perform private\.raise_problem\(/g) ?? []);
    const understood = functions.flatMap(({ source }) => raisedIn(source).filter(({ isDirect }) => isDirect));
    // raise_invalid hands its status and code on as any other caller does.
    expect(understood.length).toBe(calls.length);
  });

  test.each(
    operations
      .filter(({ name }) => !withoutFunction.includes(name))
      .map((operation) => [operation.name, operation] as const),
  )('of %s are those its function can raise', (name, operation) => {
    const raised = new Set(
      [...reachableFrom(name)].flatMap((source) => raisedIn(source).map(({ code }) => code)),
    );
    // The route hands a key on only where it counts.
    if (operation.idempotency !== 'key') raised.delete('invalid_idempotency_key');
    const declared = errorCodesOf(operation);
    const undeclared = [...raised].filter((code) => isErrorCode(code) && !declared.includes(code));
    expect(new Set(undeclared)).toEqual(new Set(unreachable[name]));
    // Found out by the app, which compares its build with what SQL answers.
    raised.add('not_ready');
    expect(operation.errors.filter((code) => !raised.has(code))).toEqual([]);
  });
});

/** In the text of a function that is called, and yet never raised there. */
const unreachable: Readonly<Record<string, ErrorCode[]>> = {
  // They ask for a user only where there is no key.
  get_me: ['permission_denied'],
  get_profile: ['permission_denied'],
  // The wallet is new or gains: neither can be archived or run dry.
  create_customer: ['customer_not_found', 'customer_archived', 'insufficient_funds'],
  add_credit: ['insufficient_funds'],
  // The payment that is read for the answer was just made; no more is taken than was found under the lock.
  process_purchase: ['insufficient_funds', 'payment_not_found'],
  record_payment: ['payment_not_found'],
  // Who has an order or a payment is never deleted; what goes back may go below every limit.
  cancel_order: ['customer_not_found', 'insufficient_funds'],
  reverse_payment: ['customer_not_found', 'insufficient_funds'],
  // Each event has an outcome of its own, and the code is in it.
  record_usage_batch: ['customer_archived', 'customer_not_found', 'duplicate_record', 'product_not_found'],
  // Each row has an outcome of its own, and the code is in it; rows of both kinds go one way.
  import_customers: [
    'customer_archived',
    'customer_not_found',
    'external_id_taken',
    'insufficient_funds',
    'sku_taken',
  ],
  import_products: [
    'customer_archived',
    'customer_not_found',
    'external_id_taken',
    'insufficient_funds',
    'sku_taken',
  ],
  // What happens on the way is what jobs do: whom it cannot be done with is passed over.
  advance_clock: ['customer_archived', 'customer_not_found', 'insufficient_funds'],
  // A session is bounded by what there is, and none runs of a customer who is archived.
  start_session: ['insufficient_funds'],
  stop_session: ['customer_archived', 'insufficient_funds'],
  // The hold that is read for the answer was just made; one that is there has its customer, and giving back moves nothing.
  create_hold: ['hold_not_found'],
  // What was held is there; it may be taken below every limit.
  capture_hold: ['customer_not_found', 'insufficient_funds'],
  release_hold: ['customer_archived', 'customer_not_found', 'insufficient_funds'],
  update_customer: ['customer_archived', 'insufficient_funds'],
  delete_customer: ['customer_archived', 'insufficient_funds'],
  get_statement: ['customer_archived', 'insufficient_funds'],
  // The wallet gains, or is new.
  add_credits: ['insufficient_funds'],
  join_business: ['customer_not_found', 'customer_archived', 'insufficient_funds'],
  // A run is never deleted.
  trigger_billing: ['billing_run_not_found'],
};

function raisedIn(source: string): { code: string; status: number; isDirect: boolean }[] {
  const direct = [...source.matchAll(/private\.raise_problem\(\s*(\d{3}),\s*'([a-z_]+)'/g)].map(
    ([, status, code]) => ({
      code: code ?? '',
      status: Number(status),
      isDirect: true,
    }),
  );
  const invalid = /private\.raise_invalid\(/.test(source)
    ? [{ code: 'invalid_request', status: 422, isDirect: false }]
    : [];
  return [...direct, ...invalid];
}

/** The texts of a door and of every function it comes to call. */
function reachableFrom(door: string): Set<string> {
  const seen = new Set<string>();
  const visit = (schema: string, name: string): void => {
    for (const { source } of functions.filter((each) => each.schema === schema && each.name === name)) {
      if (seen.has(source)) continue;
      seen.add(source);
      const body = source.slice(source.indexOf(name) + name.length);
      for (const [, next = '', called = ''] of body.matchAll(/\b(private|public)\.([a-z_0-9]+)\(/g))
        visit(next, called);
    }
  };
  visit('public', door);
  return seen;
}
