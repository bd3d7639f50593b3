/** In which order events are sent, and what several deliverers do at once, or one that is killed. */
import { getWebhookEvent } from '@/lib/operations/webhooks';
import { adminStore } from '@/lib/webhooks/admin-store';
import type { DeliveryStore } from '@/lib/webhooks/deliver';
import { addEndpoint, Clock, emit, Receiver } from '../helpers/webhooks';
import { World, type Business } from '../helpers/world';

let world: World;
let receiver: Receiver;
let clock: Clock;
let business: Business;
let ada: string;
let grace: string;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  clock = new Clock(world);
  receiver = await Receiver.open();
  business = await world.makeBusiness();
  ada = (await world.addCustomer(business, { name: 'Ada' })).id;
  grace = (await world.addCustomer(business, { name: 'Grace' })).id;
  await addEndpoint(business, receiver.url);
});
afterEach(async () => {
  await receiver.close();
  await world.admin.query('truncate public.webhook_deliveries cascade');
});

const notes = () => receiver.received.map(({ event }) => event.data['message']);

test('events of a customer arrive in order; those of another do not wait for them', async () => {
  receiver.answer = (response, { event }, index) =>
    response.writeHead(event.data['message'] === 'ada 1' && index < 5 ? 500 : 200).end();
  for (const note of ['ada 1', 'ada 2', 'ada 3']) await emit(world, business, ada, note);
  for (const note of ['grace 1', 'grace 2']) await emit(world, business, grace, note);
  await clock.deliver();
  expect(notes().sort()).toEqual(['ada 1', 'grace 1', 'grace 2']);
  const waiting = await world.admin.query<{ event_id: string }>(
    `select event_id from public.webhook_deliveries where settled_at is null order by event_id desc limit 1`,
  );
  const last = await business.owner.run(getWebhookEvent, {
    business_id: business.id,
    event_id: waiting.rows[0]?.event_id ?? '',
  });
  expect(last.deliveries[0]?.waits_for).toBe(
    receiver.received.find(({ event }) => event.customer_id === ada)?.event.id,
  );
  receiver.answer = (response) => response.writeHead(200).end();
  while (Object.keys(await clock.deliverNext()).length > 0);
  expect(notes().filter((note) => String(note).startsWith('ada'))).toEqual([
    'ada 1',
    'ada 1',
    'ada 2',
    'ada 3',
  ]);
});

test('an event that is abandoned lets the next of its customer go', async () => {
  receiver.answer = (response, { event }) =>
    response.writeHead(event.data['message'] === 'one' ? 500 : 200).end();
  await emit(world, business, ada, 'one');
  await emit(world, business, ada, 'two');
  await clock.deliver();
  clock.pass(86_400);
  expect(await clock.deliver()).toEqual({ abandoned: 1, delivered: 1 });
});

test('a deliverer that is killed between claiming and settling loses nothing: the event arrives again', async () => {
  await emit(world, business, ada, 'one');
  await emit(world, business, ada, 'two');
  const store = adminStore(world.admin, () => clock.now());
  const killed: DeliveryStore = {
    claim: (room) => store.claim(room),
    settle: () => Promise.reject(new Error('killed')),
  };
  await expect(clock.deliver({ store: killed })).rejects.toThrow('killed');
  expect(notes()).toEqual(['one']);
  // Its lease has not run out.
  expect(await clock.deliver()).toEqual({});
  clock.pass(61);
  expect(await clock.deliver()).toEqual({ delivered: 2 });
  expect(notes()).toEqual(['one', 'one', 'two']);
});

test('one who settles a claim that another has by now cannot undo what came of it', async () => {
  await emit(world, business, ada, 'one');
  const store = adminStore(world.admin, () => clock.now());
  const [late] = await store.claim(1);
  clock.pass(61);
  expect(await clock.deliver()).toEqual({ delivered: 1 });
  const failed = {
    started_at: clock.now().toISOString(),
    duration_ms: 1,
    response_status: null,
    response_body: null,
    error: 'too late',
    retry_after: null,
  };
  if (late === undefined) throw new Error('nothing was claimed');
  expect(await store.settle(late, failed)).toBe('delivered');
});

test('two deliverers at once deliver everything once, in order for each customer', async () => {
  for (let n = 0; n < 40; n++) await emit(world, business, n % 2 === 0 ? ada : grace, String(n));
  await Promise.all([clock.deliver(), clock.deliver(), clock.deliver()]);
  while (Object.keys(await clock.deliverNext()).length > 0);
  expect(receiver.received).toHaveLength(40);
  for (const customer of [ada, grace]) {
    const own = receiver.received.filter(({ event }) => event.customer_id === customer);
    expect(own.map(({ event }) => event.id)).toEqual(own.map(({ event }) => event.id).sort());
    expect(own).toHaveLength(20);
  }
});

test('a slow endpoint has at most ten deliveries under way, and does not hold up another', async () => {
  const slow = await Receiver.open();
  slow.answer = () => undefined;
  await addEndpoint(business, slow.url);
  for (let n = 0; n < 15; n++) {
    const { id } = await world.addCustomer(business, { name: `Customer ${n}` });
    await emit(world, business, id, String(n));
  }
  const delivering = clock.deliver({ timeoutMilliseconds: 1_500 });
  await delivering;
  expect(receiver.received.length).toBeGreaterThanOrEqual(15);
  await slow.close();
});
