import { BillingSystemClient } from '@/packages/client/src';
import { refusalOf } from './support/client';
import { dropped, event, nothing, settle, stageWith } from './support/usage-server';

describe('events are sent', () => {
  test('when a batch is full, at once', async () => {
    const { recorder, server } = stageWith({ maxBatch: 3 });
    for (const service of ['a', 'b', 'c', 'd']) await recorder.record(event(service));
    await settle();
    expect(server.sizes).toEqual([3]);
    expect(recorder.stats()).toMatchObject({ accepted: 4, recorded: 3, pending: 1 });
  });

  test('when the oldest has waited for flushIntervalMs', async () => {
    const { recorder, server, timers } = stageWith({ flushIntervalMs: 500 });
    await recorder.record(event('a'));
    timers.advance(400);
    await recorder.record(event('b'));
    timers.advance(99);
    await settle();
    expect(server.sizes).toEqual([]);
    timers.advance(1);
    await settle();
    expect(server.sizes).toEqual([2]);
  });

  test('on flush(), which is answered when all that was handed over before is settled', async () => {
    const { recorder, server } = stageWith({ maxBatch: 2 });
    for (const service of ['a', 'b', 'c']) await recorder.record(event(service));
    await recorder.flush();
    expect(server.recorded.size).toBe(3);
    expect(recorder.stats()).toMatchObject({ recorded: 3, pending: 0 });
    await recorder.flush();
    expect(server.sizes).toEqual([2, 1]);
  });

  test('and a flush() waits for its own events, whatever is settled before them', async () => {
    const { recorder, server } = stageWith({ maxBatch: 1, maxInFlight: 2 });
    let answer = nothing as () => void;
    const held = new Promise<void>((done) => (answer = () => done()));
    server.before = [() => held, nothing];
    for (const service of ['a', 'b']) await recorder.record(event(service));
    let isFlushed = false;
    const flushed = recorder.flush().then(() => (isFlushed = true));
    for (const service of ['c', 'd']) await recorder.record(event(service));
    await settle();
    expect(recorder.stats()).toMatchObject({ recorded: 3, pending: 1 });
    expect(isFlushed).toBe(false);
    answer();
    expect(await flushed).toBe(true);
  });

  test('on close(), and none is taken after it', async () => {
    const { recorder, server } = stageWith();
    await recorder.record(event('a'));
    expect(await recorder.close()).toEqual({ unsent: [] });
    expect(server.recorded.size).toBe(1);
    expect(await refusalOf(recorder.record(event('b')))).toMatchObject({ code: 'recorder_closed' });
    expect(await recorder.close()).toEqual({ unsent: [] });
  });

  test('in at most so many requests at once', async () => {
    const { recorder, server } = stageWith({ maxBatch: 1, maxInFlight: 2 });
    let answer = nothing as () => void;
    const held = new Promise<void>((done) => (answer = () => done()));
    server.before = [() => held];
    for (const service of ['a', 'b', 'c', 'd']) await recorder.record(event(service));
    await settle();
    expect(server.sizes).toEqual([1, 1]);
    expect(recorder.stats()).toMatchObject({ requestsInFlight: 2, pending: 4 });
    answer();
    await recorder.flush();
    expect(server.sizes).toEqual([1, 1, 1, 1]);
  });

  test('never more than 1,000 in a batch, whatever is asked for', async () => {
    const { recorder, server } = stageWith({ maxBatch: 5000 });
    for (let number = 0; number < 1001; number += 1) await recorder.record(event('a'));
    await recorder.flush();
    expect(server.sizes).toEqual([1000, 1]);
  });

  test('never more than 1,000,000 bytes in a body, which the server would refuse', async () => {
    const { recorder, server, invalid } = stageWith();
    // Three bytes each: the length in characters would not show it.
    const long = '日'.repeat(1000);
    for (let number = 0; number < 500; number += 1) await recorder.record(event(long));
    await recorder.record(event('日'.repeat(400_000)));
    await recorder.flush();
    expect(Math.max(...server.arrived.map(({ bytes }) => bytes))).toBeLessThanOrEqual(1_000_000);
    expect(server.recorded.size).toBe(500);
    expect(invalid.map(([, code]) => code)).toEqual(['payload_too_large']);
    expect(recorder.stats()).toMatchObject({ accepted: 501, recorded: 500, invalid: 1, pending: 0 });
  });
});

describe('each event is recorded once', () => {
  test('its id and its time are made before the first try, and the same on each', async () => {
    const { recorder, server, timers } = stageWith();
    server.before = [dropped, nothing];
    await recorder.record(event('a'));
    timers.advance(1000);
    await settle();
    timers.advanceToNext();
    await recorder.flush();
    const [first, second] = server.arrived.map(({ events }) => events[0]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ service: 'a', occurredAt: '2026-11-21T09:00:00.000Z' });
    expect(first?.requestId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('an answer that was lost counts as a duplicate, not as another event', async () => {
    const { recorder, server, timers } = stageWith();
    server.after = [dropped, nothing];
    await recorder.record(event('a'));
    await recorder.record(event('b'));
    const flushed = recorder.flush();
    await settle();
    timers.advanceToNext();
    await flushed;
    expect(server.sizes).toEqual([2, 2]);
    expect(server.recorded.size).toBe(2);
    expect(recorder.stats()).toMatchObject({ recorded: 0, duplicates: 2, pending: 0 });
  });

  test("the caller's own id and time are kept, a Date as of the moment of handing over", async () => {
    const { recorder, server } = stageWith();
    const occurredAt = new Date('2026-11-20T12:00:00Z');
    await recorder.record({ ...event('a'), requestId: 'completion-1', occurredAt });
    occurredAt.setFullYear(1999);
    await recorder.flush();
    expect(server.arrived[0]?.events).toMatchObject([
      { requestId: 'completion-1', occurredAt: '2026-11-20T12:00:00.000Z' },
    ]);
  });

  test('what the caller changes after handing over is not sent', async () => {
    const { recorder, server } = stageWith();
    const mine = event('a');
    await recorder.record(mine);
    mine.service = 'changed';
    await recorder.flush();
    expect(server.arrived[0]?.events).toMatchObject([{ service: 'a' }]);
  });
});

test('a bad event is told with its reason, and loses no good one', async () => {
  const { recorder, server, invalid } = stageWith();
  for (const service of ['a', '', 'b']) await recorder.record(event(service));
  await recorder.flush();
  expect(invalid).toEqual([['', 'invalid_request']]);
  expect(server.recorded.size).toBe(2);
  expect(recorder.stats()).toMatchObject({ accepted: 3, recorded: 2, invalid: 1, pending: 0, failures: 0 });
});

test('an event that cannot be written as JSON is told, and the others are sent', async () => {
  const { recorder, server, invalid } = stageWith();
  const broken = { ...event('broken'), unitsConsumed: 1n as unknown as number };
  for (const each of [event('a'), broken, event('b')]) await recorder.record(each);
  await recorder.flush();
  expect(invalid).toEqual([['broken', 'not_serializable']]);
  expect([...server.recorded.values()].map((each) => 'service' in each && each.service).sort()).toEqual([
    'a',
    'b',
  ]);
});

test('a callback that throws loses nothing', async () => {
  const said = jest.spyOn(console, 'error').mockReturnValue();
  const failing = () => {
    throw new Error('of the program');
  };
  const { recorder, server, timers } = stageWith({ onInvalid: failing, onError: failing });
  server.before = [dropped, nothing];
  for (const service of ['', 'a']) await recorder.record(event(service));
  const flushed = recorder.flush();
  await settle();
  timers.advanceToNext();
  await flushed;
  expect(recorder.stats()).toMatchObject({ recorded: 1, invalid: 1, pending: 0 });
  expect(said).toHaveBeenCalledTimes(2);
  said.mockRestore();
});

test('what becomes of a refused event must be said', () => {
  const client = new BillingSystemClient({ baseUrl: '/api' });
  const nobodyListens: unknown = {};
  expect(() => client.usageRecorder(nobodyListens as Parameters<typeof client.usageRecorder>[0])).toThrow(
    'onInvalid must be a function',
  );
});
