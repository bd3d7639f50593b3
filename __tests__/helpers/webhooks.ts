import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { z } from 'zod';
import type { webhookEventType } from '@/lib/operations/webhook-event-types';
import { createWebhookEndpoint, getWebhookEvent } from '@/lib/operations/webhooks';
import { adminStore } from '@/lib/webhooks/admin-store';
import { deliverDue, type DeliverOptions, type Outcomes } from '@/lib/webhooks/deliver';
import type { Business, World } from './world';

export interface Received {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly event: { id: string; type: string; customer_id: string | null; data: Record<string, unknown> };
}

type Answer = (response: ServerResponse, request: Received, index: number) => unknown;

/** An endpoint of somebody else's, which answers as it is told to. */
export class Receiver {
  readonly received: Received[] = [];
  answer: Answer = (response) => response.writeHead(204).end();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Receiver> {
    const server = createServer();
    const receiver = new Receiver(server);
    server.on('request', (request, response) => void receiver.take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks`;
  }

  get types(): string[] {
    return this.received.map(({ event }) => event.type);
  }

  get ids(): string[] {
    return this.received.map(({ event }) => event.id);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const received = {
      headers: request.headers as Record<string, string>,
      body,
      event: JSON.parse(body) as Received['event'],
    };
    const index = this.received.push(received) - 1;
    await this.answer(response, received, index);
  }
}

/** A deliverer whose clock is moved, and never waited for. */
export class Clock {
  private ahead = 0;

  constructor(private readonly world: World) {}

  now(): Date {
    // Postgres counts microseconds: what it wrote just now is due.
    return new Date(Date.now() + this.ahead + 2);
  }

  pass(seconds: number): void {
    this.ahead += seconds * 1000;
  }

  /** Delivers what is due. */
  deliver(options: Partial<DeliverOptions> = {}): Promise<Outcomes> {
    const store = adminStore(this.world.admin, () => this.now());
    return deliverDue({ store, allowPrivate: true, timeoutMilliseconds: 2_000, ...options });
  }

  /** To the moment of the next attempt of anything, and delivers. */
  async deliverNext(options: Partial<DeliverOptions> = {}): Promise<Outcomes> {
    const { rows } = await this.world.admin.query<{ next: Date | null }>(
      'select min(next_attempt_at) as next from public.webhook_deliveries where settled_at is null',
    );
    const next = rows[0]?.next ?? null;
    if (next !== null) this.ahead = Math.max(this.ahead, next.getTime() - Date.now());
    return this.deliver(options);
  }
}

/** An endpoint of a business at a receiver. */
export function addEndpoint(
  business: Business,
  url: string,
  eventTypes: z.output<typeof webhookEventType>[] = [],
) {
  return business.owner.run(createWebhookEndpoint, {
    business_id: business.id,
    url,
    event_types: eventTypes,
  });
}

export interface DeliveryRow {
  type: string;
  status: string;
  attempt_count: number;
  error: string | null;
}

/** What became of the deliveries of an endpoint, in the order of the events. */
export async function deliveriesOf(world: World, endpointId: string): Promise<DeliveryRow[]> {
  const { rows } = await world.admin.query<DeliveryRow>(
    `select e.type::text, d.status::text, d.attempt_count, (
       select a.error from public.webhook_attempts as a
       where a.endpoint_id = d.endpoint_id and a.event_id = d.event_id order by a.id desc limit 1
     ) as error
     from public.webhook_deliveries as d join public.webhook_events as e on e.id = d.event_id
     where d.endpoint_id = $1 order by d.event_id`,
    [endpointId],
  );
  return rows;
}

/** Writes an event as a cause would, in an order that a test can read. */
export async function emit(
  world: World,
  business: Business,
  customerId: string | null,
  note: string,
): Promise<void> {
  await world.admin.query(`select private.emit_event($1, 'webhook.test', $2, $3, now())`, [
    business.id,
    customerId,
    JSON.stringify({ endpoint_id: business.id, message: note }),
  ]);
}

/** An endpoint of a business, and an event that was tried there once. */
export async function deliveredWebhook(world: World, business: Business) {
  const { id: endpoint_id } = await addEndpoint(business, 'https://example.com/hooks');
  await world.addCustomer(business);
  const { rows } = await world.admin.query<{ event_id: string }>(
    `select d.event_id, private.settle_delivery(
       d.business_id, d.endpoint_id, d.event_id, d.claim_id, now(), 12, 500, 'oh no', 'It answered 500.', null)
     from public.webhook_deliveries as d where d.endpoint_id = $1 order by d.event_id limit 1`,
    [endpoint_id],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('nothing was to be delivered');
  return { endpoint_id, event_id: row.event_id };
}

/** The events of the business in their order, without those of new customers; each is held to its schema. */
export async function toldOf(world: World, business: Business, options: { all?: boolean } = {}) {
  const { rows } = await world.admin.query<{ id: string; type: string; data: Record<string, unknown> }>(
    `select id, type::text, data from public.webhook_events where business_id = $1 order by id`,
    [business.id],
  );
  for (const { id } of rows) {
    await business.owner.run(getWebhookEvent, { business_id: business.id, event_id: id });
  }
  return options.all ? rows : rows.filter(({ type }) => type !== 'customer.created');
}
