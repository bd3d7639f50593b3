import { BillingError, type BufferedUsage, type RecorderOptions } from '@/packages/client/src';
import { UsageRecorder, type PostBatch } from '@/packages/client/src/recorder/recorder';
import { customerId } from './client';
import { testTimers, type TestTimers } from './timers';

type Results = Awaited<ReturnType<PostBatch>>['results'];

/** A batch that arrived. */
export interface Arrived {
  events: BufferedUsage[];
  bytes: number;
  keepalive: boolean;
  signal: AbortSignal;
}

/**
 * The server as a recorder sees it: it records by request id, refuses what has no service, and answers when the test
 * says so.
 */
export class UsageServer {
  readonly arrived: Arrived[] = [];
  readonly recorded = new Map<string, BufferedUsage>();
  /** What happens to the next requests before they are answered, one for each; the last one stays. */
  before: ((batch: Arrived) => void | Promise<void>)[] = [];
  /** The same, with the request carried out and its answer lost. */
  after: ((batch: Arrived) => void)[] = [];

  readonly post: PostBatch = async (body, { signal, keepalive }) => {
    const { events } = JSON.parse(body) as { events: BufferedUsage[] };
    const batch = { events, bytes: new TextEncoder().encode(body).length, keepalive, signal };
    this.arrived.push(batch);
    await next(this.before)?.(batch);
    signal.throwIfAborted();
    const results = events.map((event) => this.#take(event));
    next(this.after)?.(batch);
    const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
    return {
      recorded: count('recorded'),
      duplicates: count('duplicate'),
      invalid: count('invalid'),
      results,
    };
  };

  get sizes(): number[] {
    return this.arrived.map(({ events }) => events.length);
  }

  #take(event: BufferedUsage): Results[number] {
    const { requestId: request_id } = event;
    if ('service' in event && event.service === '') {
      const errors = [{ pointer: '/service', message: 'must not be empty' }];
      const error = { code: 'invalid_request', detail: 'service must not be empty.', errors };
      return { outcome: 'invalid', id: null, request_id, error };
    }
    const outcome = this.recorded.has(request_id) ? 'duplicate' : 'recorded';
    this.recorded.set(request_id, event);
    return { outcome, id: request_id, request_id, error: null };
  }
}

/** The next behaviour of a list; the last one stays. */
function next<T>(behaviours: T[]): T | undefined {
  return behaviours.length > 1 ? behaviours.shift() : behaviours[0];
}

export const nothing = () => undefined;

/** Refuses a request as the server would. */
export function refuse(status: number, code: string, retryAfterMs: number | null = null): () => never {
  return () => {
    throw new BillingError({ code, status, message: code, retryAfterMs });
  };
}

export function dropped(): never {
  throw new BillingError({ code: 'network_error', message: 'dropped' });
}

export interface Stage {
  server: UsageServer;
  recorder: UsageRecorder;
  timers: TestTimers;
  invalid: [service: string, code: string][];
  errors: { message: string; events: number; failures: number; retryInMs: number }[];
}

export function stageWith(options: Partial<RecorderOptions> = {}): Stage {
  const server = new UsageServer();
  const timers = testTimers();
  const invalid: Stage['invalid'] = [];
  const errors: Stage['errors'] = [];
  const recorder = new UsageRecorder(server.post, {
    timers,
    onInvalid: (event, { code }) => invalid.push(['service' in event ? event.service : '', code]),
    onError: ({ message }, failure) => errors.push({ message, ...failure }),
    ...options,
  });
  return { server, recorder, timers, invalid, errors };
}

export function event(service: string) {
  return { customerId, service, unitsConsumed: '1', pricePerUnit: '0.01' };
}

/** Lets all that can go on without a timer go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((done) => setImmediate(done));
}
