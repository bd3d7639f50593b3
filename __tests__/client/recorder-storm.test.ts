import fc from 'fast-check';
import { BillingSystemClient, type BufferedUsage } from '@/packages/client/src';
import { customerId } from './support/client';
import { cutOff, drop, json, misbehavingServer, page, problem, type Behaviour } from './support/server';

/** What the network and the server do to a request, before or after it was carried out. */
const weather = fc.constantFrom(
  'fine',
  'fine',
  'fine',
  'dropped',
  'lost',
  'cut off',
  'away',
  'twice',
  'a page',
);

test('whatever is dropped, lost, cut off or sent twice: what was handed over is recorded, each event once', async () => {
  const server = await misbehavingServer();
  await fc.assert(
    fc.asyncProperty(
      fc.array(weather, { minLength: 20, maxLength: 60 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 4 }),
      async (days, maxBatch, maxInFlight) => {
        const recorded = new Map<string, number>();
        const carryOut = (events: BufferedUsage[]) =>
          events.map(({ requestId }) => {
            const isNew = !recorded.has(requestId);
            if (isNew) recorded.set(requestId, 1);
            return {
              outcome: isNew ? 'recorded' : 'duplicate',
              id: requestId,
              request_id: requestId,
              error: null,
            };
          });
        let day = 0;
        const behaviour: Behaviour = (response, received) => {
          const { events } = received.body as { events: BufferedUsage[] };
          const today = days[(day += 1) - 1] ?? 'fine';
          if (today === 'dropped') return drop(response, received);
          if (today === 'a page') return page(502)(response, received);
          if (today === 'away') return problem(503, 'service_unavailable')(response, received);
          const results = carryOut(events);
          if (today === 'lost') return drop(response, received);
          if (today === 'cut off') return cutOff(response, received);
          json(200, { results: today === 'twice' ? carryOut(events) : results })(response, received);
        };
        server.does(behaviour);
        const client = new BillingSystemClient({ baseUrl: server.url });
        const recorders = [1, 2, 3].map(() =>
          client.usageRecorder({
            maxBatch,
            maxInFlight,
            maxBuffered: 100,
            flushIntervalMs: 1,
            firstRetryDelayMs: 0,
            maxRetryDelayMs: 1,
            onInvalid: (event) => {
              throw new Error(`refused: ${event.requestId}`);
            },
          }),
        );
        await Promise.all(
          recorders.map(async (recorder) => {
            for (let number = 0; number < 200; number += 1) {
              await recorder.record({ customerId, service: 's', unitsConsumed: 1, pricePerUnit: '1' });
            }
            expect(await recorder.close({ timeoutMs: 60_000 })).toEqual({ unsent: [] });
            const { accepted, duplicates, recorded: fresh, pending, invalid } = recorder.stats();
            expect({ accepted, settled: duplicates + fresh, pending, invalid }).toEqual({
              accepted: 200,
              settled: 200,
              pending: 0,
              invalid: 0,
            });
          }),
        );
        expect(recorded.size).toBe(600);
      },
    ),
    { numRuns: 10 },
  );
  await server.close();
});
