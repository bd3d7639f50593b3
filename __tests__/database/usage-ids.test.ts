/** Ids of usage lie above the line that billing drew last, whatever the clock does: no event appears below it later. */
import fc from 'fast-check';
import { recordUsage } from '@/lib/operations/usage';
import { callFunction } from '../helpers/sql-callers';
import { eventOf, record, recordBatch, usageOf } from '../helpers/usage';
import { backendOf, inTransaction, untilSomebodyWaitsFor } from '../helpers/waiting';
import { World, type Business } from '../helpers/world';

let world: World;
let business: Business;
let customer: { id: string };

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());
beforeEach(async () => {
  business = await world.makeBusiness();
  customer = await world.addCustomer(business);
});

const asId = (hex: string) =>
  `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

async function one<T>(sql: string, values: unknown[]): Promise<T> {
  const { rows } = await world.admin.query<{ value: T }>(sql, values);
  if (rows[0] === undefined) throw new Error('no row');
  return rows[0].value;
}

const lineOf = () =>
  one<string>('select line as value from private.usage_schedules where business_id = $1', [business.id]);

async function drawLine(): Promise<string> {
  return one<string>('select private.draw_usage_line($1) as value', [business.id]);
}

const eventsUpTo = (line: string) =>
  one<string>('select count(*) as value from public.usage_events where business_id = $1 and id <= $2', [
    business.id,
    line,
  ]);

describe('time-ordered ids', () => {
  test('of a moment are of version 7, and say that moment again', async () => {
    // From 1970 to the year 10000.
    await fc.assert(
      fc.asyncProperty(fc.bigInt(0n, 253_402_300_799_999_999n), async (micros) => {
        const id = await one<string>('select private.uuid_v7($1) as value', [micros]);
        expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
        expect(await one<string>('select private.uuid_v7_micros($1) as value', [id])).toBe(String(micros));
      }),
      { numRuns: 300 },
    );
  });

  test('of the moment after an id sort after it, whatever its last bits are', async () => {
    const head = fc.tuple(fc.bigInt(0n, 253_402_300_799_999n), fc.integer({ min: 0, max: 4095 }));
    const tail = fc.oneof(fc.constant('bfffffffffffffff'), fc.stringMatching(/^[89ab][0-9a-f]{15}$/));
    await fc.assert(
      fc.asyncProperty(head, tail, async ([milliseconds, rest], last) => {
        const id = asId(
          `${milliseconds.toString(16).padStart(12, '0')}7${rest.toString(16).padStart(3, '0')}${last}`,
        );
        const next = await one<string>('select private.uuid_v7(private.uuid_v7_micros($1) + 1) as value', [
          id,
        ]);
        expect(next > id).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is recorded', () => {
  test.each(['2030-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])(
    'lies above a line of %s, though the clock is behind it',
    async (moment) => {
      const micros = BigInt(Date.parse(moment)) * 1000n;
      const line = await one<string>('select private.uuid_v7($1) as value', [micros]);
      await world.admin.query('update private.usage_schedules set line = $2 where business_id = $1', [
        business.id,
        line,
      ]);
      const { id } = await record(business, customer);
      const odd = { customer_id: customer.id.toUpperCase() };
      const { results } = await recordBatch(business, [
        ...Array.from({ length: 50 }, (_, n) => eventOf(customer, { units_consumed: String(n + 1) })),
        eventOf(customer, { service: 'odd', ...odd }),
      ]);
      for (const above of [id, ...results.map((result) => result.id ?? '')]) expect(above > line).toBe(true);
      const ids = results.slice(0, 50).map((result) => result.id ?? '');
      expect([...ids].sort()).toEqual(ids);
      // And the next line is above all of it again.
      const next = await drawLine();
      expect([...ids, id].every((each) => each <= next)).toBe(true);
      expect((await record(business, customer, { service: 'next' })).id > next).toBe(true);
    },
  );

  test('keeps a line waiting until it is there to be seen, and lies below it', async () => {
    let line: Promise<string> | undefined;
    const event = await business.owner.transaction(async (client) => {
      const { body } = await callFunction(client, recordUsage.name, usageOf(business, customer));
      line = drawLine();
      await untilSomebodyWaitsFor(world.admin, await backendOf(client));
      return recordUsage.output.parse(body);
    });
    expect(event.id <= ((await line) ?? '')).toBe(true);
  });

  test.each(['alone', 'in a batch'])(
    '%s waits for a line that is being drawn, and lies above it',
    async (how) => {
      const { line, recorded } = await inTransaction(world.admin, async (client) => {
        const { rows } = await client.query<{ line: string }>('select private.draw_usage_line($1) as line', [
          business.id,
        ]);
        const event =
          how === 'alone'
            ? record(business, customer).then(({ id }) => id)
            : recordBatch(business, [eventOf(customer)]).then(({ results }) => results[0]?.id ?? '');
        await untilSomebodyWaitsFor(world.admin, await backendOf(client));
        await client.query('commit');
        return { line: rows[0]?.line ?? '', recorded: await event };
      });
      expect(recorded > line).toBe(true);
      expect(await lineOf()).toBe(line);
    },
  );

  test('never appears below a line that was drawn, however many record meanwhile', async () => {
    let isDone = false;
    let sent = 0;
    const recorder = async (by: number) => {
      for (let n = 0; !isDone; n += 1) {
        const events = Array.from({ length: 1 + (n % 5) }, (_, of) =>
          eventOf(customer, { service: `${by} ${n} ${of}` }),
        );
        if (by % 2 === 0) await recordBatch(business, events);
        else for (const event of events) await record(business, customer, event);
        sent += events.length;
      }
    };
    const recorders = Array.from({ length: 8 }, (_, by) => recorder(by));
    const drawn: { line: string; events: string }[] = [];
    while (drawn.length < 60) {
      const line = await drawLine();
      drawn.push({ line, events: await eventsUpTo(line) });
    }
    isDone = true;
    await Promise.all(recorders);
    const lines = drawn.map(({ line }) => line);
    expect([...lines].sort()).toEqual(lines);
    expect(await Promise.all(lines.map(async (line) => ({ line, events: await eventsUpTo(line) })))).toEqual(
      drawn,
    );
    // Each line had more to bill than the one before, or this would prove little.
    expect(new Set(drawn.map(({ events }) => events)).size).toBeGreaterThan(30);
    expect(Number(await eventsUpTo(await drawLine()))).toBe(sent);
  });

  test.each(['repeatable read', 'serializable'])(
    'is refused at the isolation level %s, which sees an older line than the lock; so is drawing one',
    async (level) => {
      const client = await world.admin.connect();
      try {
        for (const toRecord of [true, false]) {
          await client.query(`begin isolation level ${level}`);
          const refused = client.query('select private.lock_usage($1, $2)', [business.id, toRecord]);
          await expect(refused).rejects.toThrow('read committed only');
          await client.query('rollback');
        }
      } finally {
        client.release();
      }
    },
  );
});
