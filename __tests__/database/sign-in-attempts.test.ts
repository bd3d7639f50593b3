import { createDatabase, type TestDatabase } from '../helpers/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.close());
beforeEach(() => database.admin.query('truncate private.sign_in_attempts, private.sign_in_places'));

/** As the server of the app calls it. */
async function asApp<T>(name: string, args: readonly unknown[]): Promise<T> {
  const client = await database.admin.connect();
  try {
    await client.query('begin');
    await client.query(`select set_config('role', 'authenticated', true),
      set_config('request.jwt.claims', '{"role": "authenticated", "drawdown_app": true}', true)`);
    const list = args.map((_value, index) => `$${index + 1}`).join(', ');
    const { rows } = await client.query<{ answer: T }>(`select public.${name}(${list}) as answer`, [...args]);
    await client.query('commit');
    if (!rows[0]) throw new Error('no answer');
    return rows[0].answer;
  } finally {
    client.release();
  }
}

const begin = (account: string, address: string | null) =>
  asApp<{ allowed: boolean; retry_after: number }>('begin_sign_in', [account, address]);
const succeed = (account: string, address: string | null) => asApp('end_sign_in', [account, address, true]);
const takeBack = (account: string, address: string | null) => asApp('end_sign_in', [account, address, false]);

/** As if so much time had gone by. */
const wait = (seconds: number) =>
  database.admin.query(
    `update private.sign_in_attempts set last_at = last_at - make_interval(secs => $1),
       blocked_until = blocked_until - make_interval(secs => $1)`,
    [seconds],
  );

/** Guesses, each as soon as it may be made. @returns the waits, in seconds */
async function guess(account: string, address: string | null, times: number): Promise<number[]> {
  const waits: number[] = [];
  while (waits.length < times) {
    const { allowed, retry_after } = await begin(account, address);
    if (allowed) waits.push(0);
    else {
      waits[waits.length - 1] = retry_after;
      await wait(retry_after);
    }
  }
  return waits.slice(0, -1);
}

test('an address has five free guesses at an account; each further one doubles the wait, to a quarter of an hour', async () => {
  expect(await guess('ada', 'a1', 20)).toEqual([
    0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900,
  ]);
});

test('a thousand attempts at once are no way around it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 200 }, () => begin('ada', 'a1')));
  // The five, the one after them, and one for each wait that went by meanwhile.
  expect(outcomes.filter(({ allowed }) => allowed).length).toBeLessThanOrEqual(10);
});

test('what is refused is not counted: who keeps trying makes the wait no longer', async () => {
  await guess('ada', 'a1', 9);
  const first = await begin('ada', 'a1');
  for (let index = 0; index < 20; index++) await begin('ada', 'a1');
  const last = await begin('ada', 'a1');
  expect(first.allowed).toBe(false);
  expect(last.retry_after).toBeLessThanOrEqual(first.retry_after);
});

test('the right password works once the wait is over, and starts the count anew', async () => {
  await guess('ada', 'a1', 12);
  await wait(900);
  expect((await begin('ada', 'a1')).allowed).toBe(true);
  await succeed('ada', 'a1');
  expect(await guess('ada', 'a1', 7)).toEqual([0, 0, 0, 0, 0, 1]);
});

test('guesses from everywhere slow an account down to one a minute, and no more: nobody is locked out for ever', async () => {
  let longest = 0;
  for (let index = 0; index < 60; index++) {
    const { allowed, retry_after } = await begin('ada', `bot${index}`);
    longest = Math.max(longest, retry_after);
    if (!allowed) await wait(retry_after);
  }
  expect(longest).toBe(60);
});

test('the owner is not slowed down by the guesses of others at an address where they signed in before', async () => {
  await begin('ada', 'home');
  await succeed('ada', 'home');
  for (let index = 0; index < 30; index++) await begin('ada', `bot${index}`);
  expect((await begin('ada', 'bot99')).allowed).toBe(false);
  expect((await begin('ada', 'elsewhere')).allowed).toBe(false);
  expect((await begin('ada', 'home')).allowed).toBe(true);
});

test('an address that tries one password on many accounts is slowed down after fifty', async () => {
  const outcomes = [];
  for (let index = 0; index < 52; index++) outcomes.push((await begin(`user${index}`, 'spray')).allowed);
  expect(outcomes.filter(Boolean)).toHaveLength(51);
  expect(outcomes.at(-1)).toBe(false);
});

test('an account of their own does not buy a guesser more guesses at those of others', async () => {
  for (let index = 0; index < 51; index++) await begin(`user${index}`, 'spray');
  await wait(300);
  await begin('own', 'spray');
  await succeed('own', 'spray');
  await wait(2);
  expect((await begin('next', 'spray')).allowed).toBe(true);
  expect(await begin('next', 'spray')).toMatchObject({ allowed: false, retry_after: 2 });
});

test('an attempt that Auth could not judge is taken back', async () => {
  for (let index = 0; index < 30; index++) {
    expect((await begin('ada', 'a1')).allowed).toBe(true);
    await takeBack('ada', 'a1');
  }
});

test('an hour without a failure forgets them', async () => {
  await guess('ada', 'a1', 10);
  await wait(3_601);
  expect(await guess('ada', 'a1', 7)).toEqual([0, 0, 0, 0, 0, 1]);
});

test('where no address is known the account alone is slowed down', async () => {
  expect(await guess('ada', null, 8)).toEqual([0, 0, 0, 0, 0, 1, 2]);
  expect((await begin('bob', null)).allowed).toBe(true);
});

test('two attempts at the same accounts from the same addresses never wait for each other in a circle', async () => {
  const accounts = ['ada', 'bob', 'cyd'];
  const addresses = ['a1', 'a2', 'a3'];
  await Promise.all(
    Array.from({ length: 150 }, async (_each, index) => {
      const account = accounts[index % 3] ?? '';
      const address = addresses[Math.floor(index / 3) % 3] ?? '';
      if ((await begin(account, address)).allowed) await (index % 2 ? succeed : takeBack)(account, address);
    }),
  );
});
