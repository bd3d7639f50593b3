import fc from 'fast-check';
import { getOverdue } from '@/lib/operations/overdue';
import { getStatement } from '@/lib/operations/statements';
import { BalanceHistory, type Balance, type Step } from '../helpers/balance-history';
import { microsOf, momentOf } from '../helpers/session-times';
import { World } from '../helpers/world';

let world: World;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const row = fc.nat({ max: 12 });
const money = fc.constantFrom('5', '20', '0.5', '13.37', '2.000001');
const whole = fc.constantFrom('1', '5', '20', '60');
const does = <const Name extends Step['does']>(name: Name) => fc.constant(name);
const micros = fc.oneof(
  fc.constantFrom(1n, 6_000_000n, 60_000_000n, 3_600_000_000n),
  fc.bigInt({ min: 1n, max: 1_200_000_000n }),
  fc.bigInt({ min: 1n, max: 14_400_000_000n }),
);

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ does: does('topUp'), amount: fc.constantFrom('5', '20.05') }) },
  { weight: 3, arbitrary: fc.record({ does: does('credits'), amount: fc.constantFrom('5', '60.5', '200') }) },
  { weight: 3, arbitrary: fc.record({ does: does('pay'), amount: fc.constantFrom('1', '7.77', '30') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      does: does('buy'),
      pieces: fc.integer({ min: 1, max: 4 }),
      paidBy: fc.constantFrom('credit' as const, 'balance' as const),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      does: fc.constantFrom('cancel' as const, 'reverse' as const, 'release' as const),
      row,
    }),
  },
  {
    // Exact to the sixth decimal, so that the moment of adding up does not show in it.
    weight: 5,
    arbitrary: fc.record({
      does: does('use'),
      service: fc.constantFrom('tokens', 'calls'),
      units: fc.constantFrom('1', '204', '7.5'),
      price: fc.constantFrom('0.00002', '0.002', '1'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('bill' as const, 'stop' as const) }) },
  {
    weight: 5,
    arbitrary: fc.oneof(
      fc.record({
        does: does('hold'),
        wallet: fc.constant('prepaid' as const),
        amount: money,
        lasts: fc.integer({ min: 1, max: 9000 }),
      }),
      fc.record({
        does: does('hold'),
        wallet: fc.constant('credits' as const),
        amount: whole,
        lasts: fc.integer({ min: 1, max: 9000 }),
      }),
    ),
  },
  { weight: 4, arbitrary: fc.record({ does: does('capture'), row, amount: whole, keepsRest: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({ does: does('start'), rate: fc.constantFrom('10', '0.4', '7.5', '0') }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: does('limits'),
      args: fc.constantFrom(
        { overdraft_limit: '10' },
        { overdraft_limit: '0' },
        { postpaid: true },
        { credit_limit: '0' },
        { credit_limit: '75.5' },
        { hourly_debit_amount: '1.13' },
      ),
    }),
  },
  { weight: 10, arbitrary: fc.record({ does: does('pass'), micros, byClock: fc.boolean() }) },
);

/** So that there is something to spend. */
const dowry: Step[] = [
  { does: 'credits', amount: '60.5' },
  { does: 'pass', micros: 1_000_001n, byClock: true },
];

/** What can be told of the past: all but the forecast and the page of events. */
function told({ session, as_of, wallets, ...figures }: Balance) {
  return {
    ...figures,
    usage_events: undefined,
    session: session && { ...session, runs_out_at: undefined, started_at: microsOf(session.started_at) },
    as_of: microsOf(as_of),
    // How many entries a session has made depends on when it was posted.
    wallets: wallets.map(({ version, ...wallet }) => ({
      ...wallet,
      ...(wallet.kind !== 'credits' && { version }),
    })),
  };
}

/** The same of what was answered then; wallets that were first needed later had nothing in them. */
function toldThen(then: Balance, later: Balance): ReturnType<typeof told> {
  const { wallets, ...figures } = told(then);
  const ids = new Set(wallets.map(({ id }) => id));
  const empty = { balance: '0.00', held: '0.00', minimum_balance: '0.00', version: 0 };
  const isNew = told(later).wallets.filter(({ id }) => !ids.has(id));
  return {
    ...figures,
    wallets: [
      ...wallets,
      ...isNew.map(({ id, kind, unit }) => ({
        ...(kind === 'credits' ? { balance: '0', held: '0', minimum_balance: '0' } : empty),
        ...{ id, kind, unit },
      })),
    ].sort((one, other) => (one.id < other.id ? -1 : 1)),
  };
}

async function expectPastAsItWas(history: BalanceHistory): Promise<void> {
  const { business, customer } = history;
  const given = { business_id: business.id, customer_id: customer.id };
  for (const [moment, then] of history.answers) {
    const later = await history.read({ as_of: moment });
    expect(later).not.toHaveProperty('usage_events');
    expect(told(later)).toEqual(toldThen(then, later));
    const statement = await business.owner.run(getStatement, {
      ...given,
      since: '2025-01-01T00:00:00Z',
      until: momentOf(microsOf(moment) + 1n),
    });
    // What a session was burning then may have become an entry after it.
    const posted = ({ kind }: { kind: string }) => kind !== 'credits' || later.session === null;
    expect(later.wallets.filter(posted).map(({ id, balance }) => [id, balance])).toEqual(
      statement.wallets.filter(posted).map(({ wallet_id, closing_balance }) => [wallet_id, closing_balance]),
    );
    const overdue = await business.owner.run(getOverdue, { business_id: business.id, as_of: moment });
    expect([statement.due, overdue.totals.owed]).toEqual([later.owed, later.owed]);
  }
}

test('whatever happens to a customer, each past moment is told later as it was told at that moment, and as the statement and the ageing tell it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 40, size: 'max' }), async (steps) => {
      const history = await BalanceHistory.open(world);
      for (const happens of [...dowry, ...steps]) await history.take(happens);
      // A last stretch in which what was running and held ends.
      await history.take({ does: 'pass', micros: 90_000_000_000n, byClock: true });
      await expectPastAsItWas(history);
    }),
    { endOnFailure: true, numRuns: Number(process.env['MODEL_RUNS'] ?? 6) },
  );
}, 120_000);
