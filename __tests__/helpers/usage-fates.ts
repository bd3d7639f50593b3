import type { PoolClient } from 'pg';
import { recordUsage, recordUsageBatch } from '@/lib/operations/usage';
import { callFunction, failureOf, type Arguments, type Failure } from './sql-callers';
import { inTransaction } from './waiting';
import type { Business, World } from './world';

/** What becomes of an event: the row that was written, the row that was there, or why there is none. */
export type Fate = { recorded: Row } | { duplicate: string } | { refused: string };

type Row = Record<string, unknown>;

/** The ways an event can take, each tried in a transaction that is undone, so that all see the same. */
export type Way = 'alone' | 'inBatch' | 'besideOdd' | 'oddly';

/** By `record_usage`, after the schema of the operation, as a route does it. */
async function alone(client: PoolClient, business: Business, event: unknown): Promise<Fate> {
  // Null is nothing in a batch, as it is in SQL.
  const isObject = typeof event === 'object' && event !== null && !Array.isArray(event);
  const given = isObject ? Object.entries(event).filter(([, value]) => value !== null) : [];
  const parsed = recordUsage.input.safeParse(isObject ? Object.fromEntries(given) : event);
  if (!parsed.success) return { refused: 'invalid_request' };
  const args: Arguments = { ...parsed.data, business_id: business.id };
  const { body, replayed } = await callFunction(client, recordUsage.name, args);
  const { id } = recordUsage.output.parse(body);
  return replayed ? { duplicate: id } : { recorded: await rowOf(client, id) };
}

/** In a batch of one, or with others, one of which may keep the batch from being recorded as new and plain at once. */
async function inBatch(
  client: PoolClient,
  business: Business,
  event: unknown,
  others: readonly unknown[] = [],
): Promise<Fate> {
  const args = { business_id: business.id, events: JSON.stringify([event, ...others]) };
  const { body } = await callFunction(client, recordUsageBatch.name, args);
  const { results } = recordUsageBatch.output.parse(body);
  const [result] = results;
  if (results.length !== 1 + others.length || result === undefined)
    throw new Error('each event has one outcome');
  const { outcome, id, request_id, error } = result;
  if (outcome === 'invalid') return { refused: error?.code ?? '' };
  const row = await rowOf(client, id ?? '');
  expect(request_id).toBe(row['request_id']);
  return outcome === 'duplicate' ? { duplicate: row['id'] as string } : { recorded: row };
}

/** By the rules that read whatever spelling, where the batch would have taken the plain way. */
async function oddly(client: PoolClient, business: Business, event: unknown): Promise<Fate> {
  await client.query(
    `select set_config('role', 'none', true), set_config('request.jwt.claims', $1, true),
        set_config('response.headers', '', true)`,
    [JSON.stringify({ sub: business.ownerId, role: 'authenticated' })],
  );
  const { rows } = await client.query<{ id: string; headers: string }>(
    `select e.id, current_setting('response.headers', true) as headers
       from private.read_usage_event(private.require_access($1, 'usage:write'), $2) as e`,
    [business.id, JSON.stringify(event)],
  );
  const [{ id, headers } = { id: '', headers: '' }] = rows;
  return headers.includes('Idempotent-Replayed') ? { duplicate: id } : { recorded: await rowOf(client, id) };
}

/** What would become of an event; nothing of it stays. */
export async function fateOf(world: World, business: Business, way: Way, event: unknown): Promise<Fate> {
  let fate: Fate | undefined;
  try {
    if (way === 'oddly') return await inTransaction(world.admin, (client) => oddly(client, business, event));
    await business.owner.transaction(async (client) => {
      fate = await (way === 'alone'
        ? alone(client, business, event)
        : inBatch(client, business, event, way === 'besideOdd' ? [{}] : []));
      throw new Undone();
    });
  } catch (error) {
    if (!(error instanceof Undone)) return refusalOf(failureOf(error));
  }
  if (fate === undefined) throw new Error('nothing became of the event');
  return fate;
}

class Undone extends Error {}

function refusalOf({ hint, sqlstate, message, detail }: Failure): Fate {
  if (hint === 'duplicate_record') return { duplicate: (detail['record'] as { id: string }).id };
  if (!sqlstate.startsWith('PT')) throw new Error(`${sqlstate} ${message}`);
  return { refused: hint ?? '' };
}

/** Without what differs from one moment to the next; the id only where the row was there before. */
async function rowOf(client: PoolClient, id: string): Promise<Row> {
  const { rows } = await client.query<Row>(
    `select to_jsonb(e) - '{recorded_at,source_request_id}'::text[] as event from public.usage_events as e where e.id = $1`,
    [id],
  );
  return (rows[0]?.['event'] ?? {}) as Row;
}

/** The fate without the id of a row that was written just now. */
export function comparable(fate: Fate): unknown {
  return 'recorded' in fate ? { recorded: { ...fate.recorded, id: null } } : fate;
}

/** A sandbox at a moment, so that two ways see the same time. */
export async function standStill(world: World): Promise<Business> {
  return world.makeSandbox('2026-03-01T10:20:30Z');
}
