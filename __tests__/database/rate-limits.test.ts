import { appIdentity } from '@/lib/auth/app-identity';
import type { Arguments, Transport } from '@/lib/database/transport';
import { createDirectTransport } from '@/lib/database/direct';
import { Leases, type Policy, type Source } from '@/lib/limits/leases';
import { anonymous, holderOf } from '../helpers/callers';
import { outcomeOf, startTransports, transportKinds, type TransportStage } from '../helpers/transports';

let stage: TransportStage;

beforeAll(async () => {
  stage = await startTransports();
  Object.assign(process.env, {
    SUPABASE_URL: stage.lite.url,
    SUPABASE_PUBLISHABLE_KEY: stage.lite.publishableKey,
    SUPABASE_JWT_SECRET: stage.lite.jwtSecret,
    APP_URL: 'http://localhost:3000',
  });
}, 60_000);
afterAll(() => stage.close());

interface Granted {
  granted: number | null;
  remaining: number;
  reset_ms: number;
  actor?: string;
  business_id?: string;
}
const hour = { quota: 100, seconds: 3_600 };
/** Through PostgREST the app has to prove that it is the app, with a token of its own: the direct connection needs none. */
const theApp = async () => {
  const app = await appIdentity('test');
  if (app === null) throw new Error('the app has nothing to prove itself with');
  return app;
};
const grantedBy = async (transport: Transport, name: string, args: Arguments, as = anonymous()) =>
  JSON.parse((await transport.call(name, args, as)).text) as Granted;

describe.each(transportKinds)('by the transport %s', (kind) => {
  test('a key takes permits of its own, and learns who it is', async () => {
    const { key } = await stage.answer<{ key: string }>('direct', 'create_api_key', { name: kind });
    const own = (wanted: number) =>
      grantedBy(stage.transports[kind], 'take_own_permits', { ...hour, wanted }, holderOf(key));
    const first = await own(60);
    expect(first).toMatchObject({ granted: 60, remaining: 40, business_id: stage.owner.businessId });
    expect(first.actor).toMatch(/^api_key:[0-9a-f-]{36}$/);
    expect(first.reset_ms).toBeLessThanOrEqual(3_600_000);
    expect(await own(60)).toMatchObject({ granted: 40, remaining: 0 });
    expect(await own(60)).toMatchObject({ granted: 0, remaining: 0 });
    // Another key of the same business has all of its own.
    expect(
      await grantedBy(
        stage.transports[kind],
        'take_own_permits',
        { ...hour, wanted: 5 },
        holderOf(stage.apiKey),
      ),
    ).toMatchObject({ granted: 5 });
  });

  test('a user takes permits of their own, by their id', async () => {
    const args = { wanted: 1, quota: 1_000, seconds: 3_600 };
    const before = await grantedBy(stage.transports[kind], 'take_own_permits', args, stage.owner.identity);
    const after = await grantedBy(stage.transports[kind], 'take_own_permits', args, stage.owner.identity);
    expect(after.remaining).toBe(before.remaining - 1);
    const other = await grantedBy(stage.transports[kind], 'take_own_permits', args, stage.stranger.identity);
    expect(other.remaining).toBeGreaterThan(after.remaining);
  });

  test('a key that does not exist, or is over, gets none and leaves no row', async () => {
    const count = async () =>
      (await stage.database.admin.query('select count(*) from private.rate_limits')).rows[0].count;
    const before = await count();
    for (const key of [`${stage.apiKey.slice(0, -3)}AAA`, 'sk_test', '']) {
      expect(
        await grantedBy(
          stage.transports[kind],
          'take_own_permits',
          { ...hour, wanted: 5 },
          { ...anonymous(), apiKey: key },
        ),
      ).toEqual({ granted: null });
    }
    expect(await count()).toBe(before);
  });

  test('the app takes permits of an address, and nobody else can', async () => {
    const args = { ...hour, bucket: `address:${kind}`, wanted: 30 };
    expect(await grantedBy(stage.transports[kind], 'take_app_permits', args, await theApp())).toMatchObject({
      granted: 30,
      remaining: 70,
    });
    for (const caller of [stage.owner.identity, stage.stranger.identity]) {
      expect(await outcomeOf(stage.transports[kind], 'take_app_permits', args, caller)).toMatchObject({
        code: 'permission_denied',
      });
    }
    for (const caller of [anonymous(), holderOf(stage.apiKey)]) {
      expect(await outcomeOf(stage.transports[kind], 'take_app_permits', args, caller)).toMatchObject({
        code: expect.stringMatching(/permission_denied|authentication_required/),
      });
    }
    expect(await grantedBy(stage.transports[kind], 'take_app_permits', args, await theApp())).toMatchObject({
      remaining: 40,
    });
  });

  test.each([
    [{ bucket: 'key:0196c1f0-0000-7000-8000-000000000001' }, '/bucket'],
    [{ bucket: 'user:0196c1f0-0000-7000-8000-000000000001' }, '/bucket'],
    [{ bucket: '' }, '/bucket'],
    [{ wanted: 0 }, '/wanted'],
    [{ quota: 0 }, '/quota'],
    [{ seconds: 0 }, '/seconds'],
    [{ seconds: 86_401 }, '/seconds'],
  ])('a limit that is none is refused: %p', async (wrong, pointer) => {
    const args = { ...hour, bucket: 'address:x', wanted: 1, ...wrong };
    expect(await outcomeOf(stage.transports[kind], 'take_app_permits', args, await theApp())).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer }],
    });
  });
});

test('two processes with connections of their own agree: 64 callers at once get through what is allowed, not one more', async () => {
  const policy: Policy = { name: 'address', quota: 500, seconds: 86_400 };
  const app = await theApp();
  const processes = [1, 2].map(() => {
    const transport = createDirectTransport({ connectionString: stage.database.appUrl, poolSize: 4 });
    const source: Source = async (wanted) => {
      const { granted, remaining, reset_ms } = await grantedBy(
        transport,
        'take_app_permits',
        { bucket: 'address:race', wanted, quota: policy.quota, seconds: policy.seconds },
        app,
      );
      return { granted, remaining, resetMilliseconds: reset_ms };
    };
    return { transport, leases: new Leases(), source };
  });
  let allowed = 0;
  const caller = async ({ leases, source }: (typeof processes)[number]) => {
    for (let index = 0; index < 20; index++) {
      if ((await leases.take('address:race', policy, source)).outcome === 'allowed') allowed += 1;
    }
  };
  await Promise.all(processes.flatMap((process) => Array.from({ length: 32 }, () => caller(process))));
  expect(allowed).toBe(500);
  await Promise.all(processes.map(({ transport }) => transport.close()));
});

test('the window ends by the clock of the database: the next begins with all of the quota', async () => {
  const args = { ...hour, bucket: 'address:next', wanted: 100 };
  const take = async () => grantedBy(stage.transports.direct, 'take_app_permits', args, await theApp());
  expect(await take()).toMatchObject({ granted: 100 });
  expect(await take()).toMatchObject({ granted: 0 });
  await stage.database.admin.query(
    `update private.rate_limits set ends_at = ends_at - interval '1 hour' where bucket = 'address:next'`,
  );
  expect(await take()).toMatchObject({ granted: 100 });
});

test('the clean-up removes what is over, and nothing that counts', async () => {
  await stage.database.admin.query(`
    insert into private.rate_limits (bucket, ends_at, used, granted) values
      ('address:old', now() - interval '2 hours', 1, 1), ('address:new', now() + interval '1 hour', 1, 1)`);
  await stage.database.admin.query('select private.clean_up()');
  const { rows } = await stage.database.admin.query(
    `select bucket from private.rate_limits where bucket in ('address:old', 'address:new')`,
  );
  expect(rows).toEqual([{ bucket: 'address:new' }]);
});
