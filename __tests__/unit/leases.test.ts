import { Leases, localSource, type Permits, type Policy, type Source } from '@/lib/limits/leases';

const policy: Policy = { name: 'key', quota: 1_000, seconds: 10 };

/** One window of the database, shared by as many processes as ask. */
class SharedWindow {
  used = 0;
  asked = 0;
  endsAt = 10_000;

  constructor(
    readonly quota: number,
    readonly now: () => number,
  ) {}

  readonly source: Source = (wanted) => {
    this.asked += 1;
    if (this.now() >= this.endsAt) {
      this.endsAt = (Math.floor(this.now() / 10_000) + 1) * 10_000;
      this.used = 0;
    }
    const granted = Math.max(0, Math.min(wanted, this.quota - this.used));
    this.used += granted;
    return Promise.resolve<Permits>({
      granted,
      remaining: this.quota - this.used,
      resetMilliseconds: this.endsAt - this.now(),
    });
  };
}

function stage(quota = policy.quota) {
  const clock = { time: 0 };
  const now = () => clock.time;
  return { clock, now, shared: new SharedWindow(quota, now) };
}

const take = async (leases: Leases, source: Source, count: number, of = policy) => {
  let allowed = 0;
  for (let index = 0; index < count; index++) {
    if ((await leases.take('key:a', of, source)).outcome === 'allowed') allowed += 1;
  }
  return allowed;
};

test('processes together never let through more than the quota of a window, and all of it where each goes on', async () => {
  const { now, shared } = stage();
  const processes = Array.from({ length: 7 }, () => new Leases(now));
  const allowed = await Promise.all(
    processes.flatMap((leases) => [take(leases, shared.source, 200), take(leases, shared.source, 200)]),
  );
  expect(allowed.reduce((sum, count) => sum + count, 0)).toBe(1_000);
});

test('most requests wait for nobody: a batch serves many, and grows with the rate', async () => {
  const { now, shared } = stage();
  await take(new Leases(now), shared.source, 1_000);
  expect(shared.asked).toBeLessThan(70);
});

test('what is refused in a window asks nobody any more, and says how long', async () => {
  const { clock, now, shared } = stage(10);
  const leases = new Leases(now);
  const small = { ...policy, quota: 10 };
  expect(await take(leases, shared.source, 12, small)).toBe(10);
  const { asked } = shared;
  clock.time = 6_500;
  expect(await leases.take('key:a', small, shared.source)).toMatchObject({
    outcome: 'refused',
    remaining: 0,
    resetSeconds: 4,
  });
  expect(shared.asked).toBe(asked);
});

test('permits that are left when a window ends count for nothing in the next', async () => {
  const { clock, now, shared } = stage(50);
  const medium = { ...policy, quota: 50 };
  const [one, other] = [new Leases(now), new Leases(now)];
  await take(one, shared.source, 3, medium);
  await take(other, shared.source, 3, medium);
  clock.time = 10_001;
  const allowed =
    (await take(one, shared.source, 60, medium)) + (await take(other, shared.source, 60, medium));
  expect(allowed).toBe(50);
});

test('a bucket of nobody is told as such, and not asked for again at once', async () => {
  const leases = new Leases(() => 0);
  let asked = 0;
  const nobody: Source = () => {
    asked += 1;
    return Promise.resolve({ granted: null, remaining: 0, resetMilliseconds: 0 });
  };
  expect((await leases.take('key:x', policy, nobody)).outcome).toBe('unknown');
  expect((await leases.take('key:x', policy, nobody)).outcome).toBe('unknown');
  expect(asked).toBe(1);
});

test('an outage is told to who waits, and the next request asks again', async () => {
  const { now, shared } = stage();
  const leases = new Leases(now);
  await expect(leases.take('key:a', policy, () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  expect((await leases.take('key:a', policy, shared.source)).outcome).toBe('allowed');
});

test('what is left is what all processes have left, and what this one holds', async () => {
  const { now, shared } = stage(100);
  const hundred = { ...policy, quota: 100 };
  const leases = new Leases(now);
  const left: number[] = [];
  for (let index = 0; index < 5; index++)
    left.push((await leases.take('key:a', hundred, shared.source)).remaining);
  expect(left).toEqual([99, 98, 97, 96, 95]);
});

test('a process that counts alone keeps the limit as well', async () => {
  const leases = new Leases();
  const small: Policy = { name: 'address', quota: 5, seconds: 3_600 };
  expect(await take(leases, localSource('address:local', small), 9, small)).toBe(5);
});
