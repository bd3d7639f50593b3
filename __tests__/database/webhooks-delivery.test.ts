/** What becomes of an event at receivers that answer, refuse, redirect, never answer, or are gone. */
import { Webhook } from 'standardwebhooks';
import {
  getWebhookEndpoint,
  getWebhookEvent,
  listWebhookEvents,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from '@/lib/operations/webhooks';
import { addEndpoint, Clock, deliveriesOf, emit, Receiver } from '../helpers/webhooks';
import { World, type Business } from '../helpers/world';

let world: World;
let receiver: Receiver;
let clock: Clock;
let business: Business;
let endpoint: Awaited<ReturnType<typeof addEndpoint>>;
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
  endpoint = await addEndpoint(business, receiver.url);
});
afterEach(async () => {
  await receiver.close();
  await world.admin.query('truncate public.webhook_deliveries cascade');
});

const read = () =>
  business.owner.run(getWebhookEndpoint, { business_id: business.id, endpoint_id: endpoint.id });

test('an event arrives signed by the specification, once, and its delivery says so', async () => {
  await emit(world, business, ada, 'one');
  expect(await clock.deliver()).toEqual({ delivered: 1 });
  expect(await clock.deliver()).toEqual({});
  const [received] = receiver.received;
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'webhook-id': received?.event.id,
  });
  expect(new Webhook(endpoint.secret ?? '').verify(received?.body ?? '', received?.headers ?? {})).toEqual({
    id: received?.event.id,
    type: 'webhook.test',
    timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
    business_id: business.id,
    customer_id: ada,
    data: { endpoint_id: business.id, message: 'one' },
  });
  expect(await deliveriesOf(world, endpoint.id)).toEqual([
    { type: 'webhook.test', status: 'delivered', attempt_count: 1, error: null },
  ]);
});

test('a receiver that answers 500 and then 200 gets the same bytes again, and the log has both attempts', async () => {
  receiver.answer = (response, _, index) => response.writeHead(index === 0 ? 500 : 200).end('oh no');
  await emit(world, business, ada, 'one');
  expect(await clock.deliver()).toEqual({ retrying: 1 });
  expect(await clock.deliver()).toEqual({});
  expect(await read()).toMatchObject({ status: 'active', pending: 1, failing_since: expect.any(String) });
  expect(await clock.deliverNext()).toEqual({ delivered: 1 });
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
  expect(receiver.received[1]?.headers['webhook-id']).toBe(receiver.received[0]?.headers['webhook-id']);
  expect(await read()).toMatchObject({ pending: 0, failing_since: null });
  const event = await business.owner.run(getWebhookEvent, {
    business_id: business.id,
    event_id: receiver.ids[0] ?? '',
  });
  expect(event.deliveries[0]).toMatchObject({
    status: 'delivered',
    attempt_count: 2,
    attempts: [
      { delivered: true, response_status: 200, error: null },
      { delivered: false, response_status: 500, response_body: 'oh no', error: 'It answered 500.' },
    ],
  });
});

test('a receiver that is down is tried for a day, with growing pauses, and then the event is abandoned and visible', async () => {
  await receiver.close();
  await emit(world, business, ada, 'one');
  await clock.deliver();
  const pauses: number[] = [];
  for (let attempt = 1; attempt < 30; attempt++) {
    const before = clock.now().getTime();
    const outcomes = await clock.deliverNext();
    pauses.push((clock.now().getTime() - before) / 1000);
    if (outcomes['abandoned']) break;
  }
  expect(pauses).toHaveLength(11);
  expect(pauses[0]).toBeGreaterThan(3.9);
  expect(pauses[0]).toBeLessThan(6.1);
  expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeCloseTo(86_400, -2);
  expect(await deliveriesOf(world, endpoint.id)).toEqual([
    { type: 'webhook.test', status: 'abandoned', attempt_count: 12, error: 'The host refuses connections.' },
  ]);
  const { data } = await business.owner.run(listWebhookEvents, {
    business_id: business.id,
    status: 'abandoned',
  });
  expect(data).toHaveLength(1);
  receiver = await Receiver.open();
});

test('an endpoint at which nothing arrives for three days is disabled and says why; active again, what waits is sent', async () => {
  receiver.answer = (response) => response.writeHead(503).end();
  await emit(world, business, ada, 'one');
  await clock.deliver();
  await world.admin.query(
    `update public.webhook_endpoints set failing_since = now() - interval '3 days' where id = $1`,
    [endpoint.id],
  );
  await clock.deliverNext();
  expect(await read()).toMatchObject({ status: 'disabled', disabled_reason: 'failing' });
  clock.pass(3600);
  expect(await clock.deliver()).toEqual({});
  receiver.answer = (response) => response.writeHead(200).end();
  await business.owner.run(updateWebhookEndpoint, {
    business_id: business.id,
    endpoint_id: endpoint.id,
    status: 'active',
  });
  expect(await clock.deliver()).toEqual({ delivered: 1 });
  expect(await read()).toMatchObject({ status: 'active', disabled_reason: null, failing_since: null });
});

test('410 Gone disables the endpoint at once', async () => {
  receiver.answer = (response) => response.writeHead(410).end();
  await emit(world, business, ada, 'one');
  await emit(world, business, grace, 'two');
  await clock.deliver();
  expect(await read()).toMatchObject({ status: 'disabled', disabled_reason: 'gone', pending: 2 });
});

test('Retry-After is honoured where it is longer than the pause would be', async () => {
  receiver.answer = (response) => response.writeHead(429, { 'retry-after': '3600' }).end();
  await emit(world, business, ada, 'one');
  await clock.deliver();
  clock.pass(3590);
  expect(await clock.deliver()).toEqual({});
  clock.pass(15);
  expect(await clock.deliver()).toEqual({ retrying: 1 });
});

test('a redirect is not followed and names itself, also one to an address of this machine', async () => {
  const inside = await Receiver.open();
  receiver.answer = (response) => response.writeHead(307, { location: inside.url }).end();
  await emit(world, business, ada, 'one');
  expect(await clock.deliver()).toEqual({ retrying: 1 });
  expect(inside.received).toEqual([]);
  const [delivery] = await deliveriesOf(world, endpoint.id);
  expect(delivery?.error).toBe(
    `It answered with a redirect to ${inside.url}. Redirects are not followed: enter the address it leads to.`,
  );
  await inside.close();
});

test('a receiver that never answers is left after the time it has; one that answered and never ends is delivered', async () => {
  receiver.answer = () => undefined;
  await emit(world, business, ada, 'one');
  expect(await clock.deliver({ timeoutMilliseconds: 200 })).toEqual({ retrying: 1 });
  expect((await deliveriesOf(world, endpoint.id))[0]?.error).toBe('It did not answer within 0.2 seconds.');
  receiver.answer = (response) => response.writeHead(200).write('so far');
  expect(await clock.deliverNext({ timeoutMilliseconds: 200 })).toEqual({ delivered: 1 });
});

test('while a receiver takes its time, what becomes due for others is delivered', async () => {
  let answerFirst: () => unknown = () => undefined;
  const firstArrived = new Promise<void>((resolve) => {
    receiver.answer = (response, _, index) => {
      if (index > 0) answerFirst();
      else answerFirst = () => response.writeHead(204).end();
      if (index > 0) response.writeHead(204).end();
      resolve();
    };
  });
  await emit(world, business, ada, 'slow');
  const delivering = clock.deliver({ timeoutMilliseconds: 60_000, lookAgainMilliseconds: 1 });
  await firstArrived;
  await emit(world, business, grace, 'meanwhile');
  expect(await delivering).toEqual({ delivered: 2 });
});

test('of a huge answer the first 500 characters are kept, and no more is read than those', async () => {
  let written = 0;
  receiver.answer = (response) => {
    response.writeHead(200);
    const chunk = 'é'.repeat(32_768);
    const more = () => {
      while (written < 500_000_000 && !response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
      response.end();
    };
    more();
  };
  await emit(world, business, ada, 'one');
  expect(await clock.deliver()).toEqual({ delivered: 1 });
  expect(written).toBeLessThan(50_000_000);
  expect((await read()).last_attempt?.response_body).toBe('é'.repeat(500));
});

test('after a rotation both secrets sign for a day, then the new one alone', async () => {
  const rotated = await business.owner.run(rotateWebhookSecret, {
    business_id: business.id,
    endpoint_id: endpoint.id,
  });
  expect(rotated.secret).not.toBe(endpoint.secret);
  await emit(world, business, ada, 'one');
  await clock.deliver();
  const [first] = receiver.received;
  for (const secret of [endpoint.secret, rotated.secret]) {
    expect(() => new Webhook(secret ?? '').verify(first?.body ?? '', first?.headers ?? {})).not.toThrow();
  }
  await emit(world, business, ada, 'two');
  clock.pass(86_401);
  await clock.deliver();
  const second = receiver.received[1];
  expect(second?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  expect(() =>
    new Webhook(endpoint.secret ?? '').verify(second?.body ?? '', second?.headers ?? {}),
  ).toThrow();
  expect(() =>
    new Webhook(rotated.secret ?? '').verify(second?.body ?? '', second?.headers ?? {}),
  ).not.toThrow();
});

test('nothing is sent to a private address unless the installation allows it', async () => {
  await emit(world, business, ada, 'one');
  expect(await clock.deliver({ allowPrivate: false })).toEqual({ retrying: 1 });
  expect(receiver.received).toEqual([]);
  expect((await deliveriesOf(world, endpoint.id))[0]?.error).toBe('The address must be an https address.');
});
