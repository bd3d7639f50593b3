/**
 * Every operation, called by everybody with what its schema allows and with what it does not. The stage holds each
 * call to the API document. More calls, from another seed: `npm run fuzz`.
 */
import fc from 'fast-check';
import { callsOf, fuzzedOperations, type FuzzCall } from '../helpers/fuzz-calls';
import { fuzzWorld, type FuzzWorld } from './support/fuzz-world';
import { startApi, type ApiStage } from './support/stage';

const calls = Number(process.env.FUZZ_CALLS ?? 300);
const seed = Number(process.env.FUZZ_SEED ?? 20_261_121);

let api: ApiStage;
let world: FuzzWorld;

beforeAll(async () => {
  // Its own limits would end it early; they have tests of their own.
  Object.assign(process.env, {
    RATE_LIMIT_PER_KEY: 'off',
    RATE_LIMIT_PER_USER: 'off',
    RATE_LIMIT_PER_ADDRESS: 'off',
    RATE_LIMIT_SIGN_UP: 'off',
  });
  api = await startApi();
  world = await fuzzWorld(api);
}, 120_000);
afterAll(() => api.close());

test(
  `${calls} calls from seed ${seed}: no 5xx, nothing undocumented, nothing of another tenant`,
  async () => {
    const operations = fuzzedOperations();
    // Most of what others send ends at the door.
    const names = ['owner', 'owner', ...Object.keys(world.callers)];
    const statuses = new Map<number, number>();
    for (let number = 0; number < calls; number += 1) {
      const operation = operations[number % operations.length];
      // Each turn of the list begins with another caller, so that in time everybody calls everything.
      const name = names[(number + Math.floor(number / operations.length)) % names.length] ?? '';
      const caller = world.callers[name];
      if (operation === undefined || caller === undefined) throw new Error('nothing to call');
      const [call] = fc.sample(callsOf(operation, world.ids), { seed: seed + number, numRuns: 1 });
      if (call === undefined) throw new Error('no call was made');
      const what = `call ${number} from seed ${seed}, ${name}: ${JSON.stringify(call).slice(0, 2_000)}`;
      const reply = await send(call, caller).catch((cause: unknown) => {
        throw new Error(what, { cause });
      });
      statuses.set(reply.status, (statuses.get(reply.status) ?? 0) + 1);
      if (reply.status >= 500) throw new Error(`${what} gave ${reply.status} ${reply.text.slice(0, 500)}`);
      const seen = caller.mustNotSee.filter(
        (canary) => reply.text.includes(canary) && !JSON.stringify(call).includes(canary),
      );
      if (seen.length > 0)
        throw new Error(`${what} was told of another tenant: ${reply.text.slice(0, 2_000)}`);
    }
    // It is no fuzz of one refusal: a good part is carried out.
    const successes = [...statuses]
      .filter(([status]) => status < 300)
      .reduce((sum, [, count]) => sum + count, 0);
    expect(successes).toBeGreaterThan(calls / 15);
    if (process.env.FUZZ_CALLS !== undefined) console.log(Object.fromEntries(statuses));
  },
  Math.max(120_000, calls * 400),
);

test.each(['home', 'rival'])('afterwards the ledger of %s proves itself', async (name) => {
  const tenant = world.tenants.find((each) => each.name === name);
  const { body } = await api.send('GET', '/api/ledger/proof', {
    as: tenant?.user ?? null,
    headers: { 'x-business-id': tenant?.user.businessId ?? '' },
  });
  expect(body).toMatchObject({ ok: true });
});

function send({ method, path, query, headers, body }: FuzzCall, caller: FuzzWorld['callers'][string]) {
  return api.send(method, path, {
    as: caller.as,
    query,
    headers: { ...caller.headers, ...headers },
    ...(body !== undefined && { raw: body }),
  });
}
