import { refusalOf } from './support/client';
import { dropped, event, nothing, refuse, settle, stageWith, type Stage } from './support/usage-server';

/** Runs the timers until the recorder has nothing left to do. */
async function untilSettled({ recorder, timers }: Stage): Promise<void> {
  await settle();
  while (recorder.stats().pending > 0) {
    timers.advanceToNext();
    await settle();
  }
}

describe('while the server is away', () => {
  test('nothing is dropped: the batch is sent again, with growing pauses, until it gets through', async () => {
    const stage = stageWith({ firstRetryDelayMs: 100, maxRetryDelayMs: 1600 });
    const { recorder, server, errors } = stage;
    server.before = [...Array<typeof dropped>(20).fill(dropped), nothing];
    await recorder.record(event('a'));
    void recorder.flush();
    await untilSettled(stage);
    expect(server.sizes).toHaveLength(21);
    expect(recorder.stats()).toMatchObject({ recorded: 1, pending: 0, failures: 0, lastError: null });
    for (const [index, { retryInMs, failures }] of errors.entries()) {
      const full = Math.min(100 * 2 ** index, 1600);
      expect(failures).toBe(index + 1);
      expect(retryInMs).toBeGreaterThanOrEqual(full / 2);
      expect(retryInMs).toBeLessThanOrEqual(full);
    }
  });

  test('one request at a time looks whether it is back', async () => {
    const stage = stageWith({ maxBatch: 1, maxInFlight: 4 });
    const { recorder, server, timers } = stage;
    server.before = [dropped];
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f'].map((service) => recorder.record(event(service))));
    await settle();
    expect(server.sizes).toHaveLength(4);
    timers.advanceToNext();
    await settle();
    expect(server.sizes).toHaveLength(5);
    server.before = [nothing];
    await untilSettled(stage);
    expect(server.recorded.size).toBe(6);
  });

  test('never sooner than the server asks for with Retry-After, and at most 5 minutes later', async () => {
    const stage = stageWith({ firstRetryDelayMs: 100 });
    const { recorder, server, errors } = stage;
    server.before = [
      refuse(503, 'service_unavailable', 40_000),
      refuse(429, 'rate_limited', 86_400_000),
      nothing,
    ];
    await recorder.record(event('a'));
    void recorder.flush();
    await untilSettled(stage);
    expect(errors[0]?.retryInMs).toBeGreaterThanOrEqual(40_000);
    expect(errors[1]?.retryInMs).toBeGreaterThanOrEqual(300_000);
    expect(errors[1]?.retryInMs).toBeLessThanOrEqual(300_100);
  });

  test.each([
    ['a key that was revoked', 401, 'api_key_revoked'],
    ['a permission that is missing', 403, 'permission_denied'],
    ['a business that must be named', 422, 'business_required'],
    ['an address that is wrong', 404, 'not_json'],
  ])('%s is told, and the events wait until it is put right', async (_name, status, code) => {
    const stage = stageWith();
    const { recorder, server, errors, invalid } = stage;
    server.before = [refuse(status, code), refuse(status, code), nothing];
    for (const service of ['a', 'b']) await recorder.record(event(service));
    void recorder.flush();
    await untilSettled(stage);
    expect(errors.map(({ message, events }) => [message, events])).toEqual([
      [code, 2],
      [code, 2],
    ]);
    expect(server.recorded.size).toBe(2);
    expect(invalid).toEqual([]);
  });

  test('an answer that does not say what became of each event is a failure', async () => {
    const stage = stageWith();
    const { recorder, server, errors } = stage;
    server.before = [(batch) => void batch.events.splice(0), nothing];
    await recorder.record(event('a'));
    void recorder.flush();
    await untilSettled(stage);
    expect(errors.map(({ message }) => message)).toEqual([
      'The server did not say what became of each event.',
    ]);
    expect(server.recorded.size).toBe(1);
  });
});

describe('the buffer', () => {
  test('holds callers back when it is full, and lets them go in their order', async () => {
    const { recorder, server } = stageWith({ maxBuffered: 2, maxBatch: 1, maxInFlight: 1 });
    const answers: (() => void)[] = [];
    server.before = [() => new Promise<void>((answer) => answers.push(answer))];
    const done: string[] = [];
    const all = ['a', 'b', 'c', 'd'].map(async (service) => {
      await recorder.record(event(service));
      done.push(service);
    });
    await settle();
    expect(done).toEqual(['a', 'b']);
    expect(recorder.stats()).toMatchObject({ pending: 4, waiting: 2 });
    answers.shift()?.();
    await settle();
    expect(done).toEqual(['a', 'b', 'c']);
    server.before = [nothing];
    answers.shift()?.();
    await Promise.all(all);
    expect(done).toEqual(['a', 'b', 'c', 'd']);
    await recorder.flush();
    expect(server.recorded.size).toBe(4);
  });

  test('is bounded also for callers who do not wait', async () => {
    const { recorder, server } = stageWith({ maxBuffered: 5, maxBatch: 1 });
    server.before = [dropped];
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, number) =>
        Promise.race([
          recorder.record(event(String(number))).then(
            () => 'taken',
            (failure: unknown) => (failure as { code: string }).code,
          ),
          settle().then(() => 'held'),
        ]),
      ),
    );
    const count = (outcome: string) => results.filter((result) => result === outcome).length;
    expect({ taken: count('taken'), held: count('held'), full: count('buffer_full') }).toEqual({
      taken: 5,
      held: 5,
      full: 20,
    });
    expect(recorder.stats()).toMatchObject({ accepted: 10, pending: 10 });
  });

  test("refuses at once when it is full and `whenFull` is 'throw'", async () => {
    const { recorder, server } = stageWith({ maxBuffered: 2, whenFull: 'throw' });
    server.before = [dropped];
    await recorder.record(event('a'));
    await recorder.record(event('b'));
    expect(await refusalOf(recorder.record(event('c')))).toMatchObject({ code: 'buffer_full' });
    expect(recorder.stats()).toMatchObject({ accepted: 2, pending: 2, waiting: 0 });
  });
});

describe('a batch that is refused for what is in it', () => {
  /** Refuses every request that has an event of that service. */
  const poisonedBy = (service: string, refusal: () => never) => (batch: { events: object[] }) => {
    if (batch.events.some((each) => 'service' in each && each.service === service)) refusal();
  };

  test.each([
    [413, 'payload_too_large'],
    [422, 'invalid_request'],
    [400, 'invalid_json'],
  ])('with %i %s is halved until the bad event stands alone; that one is told', async (status, code) => {
    const stage = stageWith();
    const { recorder, server, invalid, errors } = stage;
    server.before = [poisonedBy('bad', refuse(status, code))];
    for (let number = 0; number < 9; number += 1)
      await recorder.record(event(number === 4 ? 'bad' : `good ${number}`));
    await recorder.flush();
    expect(invalid).toEqual([['bad', code]]);
    expect(server.recorded.size).toBe(8);
    expect(errors).toEqual([]);
    expect(recorder.stats()).toMatchObject({ accepted: 9, recorded: 8, invalid: 1, pending: 0 });
  });

  test.each([
    ['the server breaks on it', refuse(500, 'internal_error')],
    ['it gets no answer', dropped],
  ])('though nobody says so, since %s, does not stand in the way of the others', async (_name, failure) => {
    const stage = stageWith({ maxBatch: 4 });
    const { recorder, server, timers } = stage;
    server.before = [poisonedBy('bad', failure)];
    for (const service of ['good 1', 'good 2', 'bad', 'good 3', 'good 4', 'good 5'])
      await recorder.record(event(service));
    void recorder.flush();
    for (let turn = 0; turn < 60; turn += 1) {
      await settle();
      timers.advanceToNext();
    }
    await settle();
    expect(server.recorded.size).toBe(5);
    expect(recorder.stats()).toMatchObject({ recorded: 5, pending: 1, invalid: 0 });
    await recorder.record(event('good 6'));
    for (let turn = 0; turn < 6; turn += 1) {
      timers.advanceToNext();
      await settle();
    }
    expect(recorder.stats()).toMatchObject({ recorded: 6, pending: 1 });
    // Repaired, it is recorded too.
    server.before = [nothing];
    await untilSettled(stage);
    expect(server.recorded.size).toBe(7);
  });
});

describe('close()', () => {
  test('tries once more at once, and hands back what could not be sent in time, to be recorded later', async () => {
    const { recorder, server, timers } = stageWith({ maxBatch: 2 });
    server.before = [dropped];
    for (const service of ['a', 'b', 'c']) await recorder.record(event(service));
    await settle();
    const attempts = server.sizes.length;
    const closing = recorder.close({ timeoutMs: 5000 });
    await settle();
    expect(server.sizes.length).toBeGreaterThan(attempts);
    timers.advance(5000);
    const { unsent } = await closing;
    expect(unsent.map((each) => 'service' in each && each.service)).toEqual(['a', 'b', 'c']);
    const after = server.sizes.length;
    timers.advance(3_600_000);
    await settle();
    expect(server.sizes).toHaveLength(after);

    const later = stageWith();
    for (const each of unsent) await later.recorder.record(each);
    await later.recorder.flush();
    expect(later.server.arrived[0]?.events).toEqual(unsent);
  });

  test('hands back what is on the way without an answer: recording it again is safe', async () => {
    const { recorder, server, timers } = stageWith();
    server.before = [() => new Promise<void>(nothing)];
    await recorder.record(event('a'));
    const held = recorder.flush();
    await settle();
    const closing = recorder.close({ timeoutMs: 1000 });
    timers.advance(1000);
    expect((await closing).unsent).toHaveLength(1);
    expect(server.arrived[0]?.signal.aborted).toBe(true);
    await held;
  });
});
