/** Everything at once that takes the wallets and the row of a customer: nobody waits for each other in a circle. */
import { randomUUID } from 'node:crypto';
import { updateCustomer } from '@/lib/operations/customers';
import { tryCapture, tryHold } from '../helpers/holds';
import { hintOf, times } from '../helpers/portal-people';
import { addBurner, at, clockStart } from '../helpers/sessions';
import type { Arguments, Outcome } from '../helpers/sql-callers';
import { World, type Business } from '../helpers/world';

let world: World;
let sandbox: Business;

beforeAll(async () => {
  world = await World.open();
  await world.admin.query(`alter database "${world.database.name}" set deadlock_timeout = '10ms'`);
  sandbox = await world.makeSandbox(clockStart);
});
afterAll(() => world.close());

const known = [
  'customer_archived',
  'done',
  'hold_not_active',
  'insufficient_credits',
  'insufficient_funds',
  'session_already_active',
  'session_not_found',
];

test('holds, captures, changes of the customer, archiving, sessions, the job and a clock that is advanced never wait for each other in a circle', async () => {
  const customers = await Promise.all(
    times(3, () => addBurner(world, sandbox, '500', { overdraft_limit: '20' })),
  );
  const busy = customers.flatMap((customer, n) => {
    const of = { customer_id: customer.id };
    const call = (name: string, args: Arguments) => () => sandbox.owner.attempt(name, { ...of, ...args });
    const holdAndTake = (wallet: string) => async () => {
      const made = await tryHold(sandbox, customer, '3', { wallet, expires_in: 5 });
      return made.ok ? tryCapture(sandbox, made.body as { id: string }, { amount: '1' }) : made;
    };
    return times(6, (round) => [
      holdAndTake('prepaid'),
      holdAndTake('credits'),
      call('start_session', {}),
      call('stop_session', {}),
      call('add_credits', { credits: '1' }),
      call(updateCustomer.name, {
        external_id: randomUUID(),
        overdraft_limit: String(round),
        hourly_debit_amount: '1',
      }),
      call(updateCustomer.name, {
        external_id: randomUUID(),
        status: n === 0 && round === 3 ? 'archived' : 'active',
      }),
    ]).flat();
  });
  const clock = async (): Promise<Outcome> => {
    for (let step = 1; step <= 6; step += 1)
      await world.admin.query('select private.advance_clock($1, $2)', [sandbox.id, at(step * 700)]);
    return { ok: true, body: null, replayed: false };
  };
  const outcomes = await Promise.all([...busy.map((call) => call()), clock()]);
  expect(outcomes.filter((outcome) => !known.includes(hintOf(outcome)))).toEqual([]);
  expect(await world.discrepancies(sandbox.id)).toEqual([]);
});
