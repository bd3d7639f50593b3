import { randomUUID } from 'node:crypto';
import { DatabaseError, Pool, type PoolClient, type QueryResultRow } from 'pg';
import type { z } from 'zod';
import type { Operation } from '@/lib/operations/define';

/** What Postgres says of a call that it refused. */
export interface Failure {
  sqlstate: string;
  /** The stable code of lib/errors/codes.ts. */
  hint: string | null;
  message: string;
  detail: Record<string, unknown>;
}

export type Arguments = Readonly<Record<string, unknown>>;
export type Answer = { ok: true; body: unknown; replayed: boolean };
export type Outcome = Answer | { ok: false; failure: Failure };

/** A call that was refused, where the test expected an answer. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(`${failure.sqlstate} ${failure.hint ?? ''}: ${failure.message}`);
  }
}

/**
 * Somebody who calls the functions of schema `public` straight in SQL, each call in a transaction of its own,
 * with role, claims and headers as the transports set them.
 */
export class Caller {
  constructor(
    private readonly pool: Pool,
    private readonly subject: string | null,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** The same caller, sending more headers. */
  sending(headers: Record<string, string>): Caller {
    return new Caller(this.pool, this.subject, { ...this.headers, ...headers });
  }

  keyed(idempotencyKey: string): Caller {
    return this.sending({ 'idempotency-key': idempotencyKey });
  }

  /** The answer of an operation, held to its output schema. */
  async run<Input extends z.ZodObject, Output extends z.ZodType>(
    operation: Operation<Input, Output>,
    args: Arguments = {},
  ): Promise<z.output<Output>> {
    return operation.output.parse(await this.call(operation.name, args));
  }

  async call(name: string, args: Arguments = {}): Promise<unknown> {
    const outcome = await this.attempt(name, args);
    if (!outcome.ok) throw new Refusal(outcome.failure);
    return outcome.body;
  }

  /** How a call was refused; an answer fails the test. */
  async refusal(target: { name: string } | string, args: Arguments = {}): Promise<Failure> {
    const name = typeof target === 'string' ? target : target.name;
    const outcome = await this.attempt(name, args);
    if (outcome.ok)
      throw new Error(`${name} was expected to refuse, and answered ${JSON.stringify(outcome.body)}`);
    return outcome.failure;
  }

  async attempt(name: string, args: Arguments = {}, schema = 'public'): Promise<Outcome> {
    try {
      return await this.transaction((client) => callFunction(client, name, args, schema));
    } catch (error) {
      return { ok: false, failure: failureOf(error) };
    }
  }

  /** What a call would answer; nothing of it stays. */
  async trial(name: string, args: Arguments = {}, schema = 'public'): Promise<Outcome> {
    let answer: Answer | undefined;
    try {
      return await this.transaction(async (client) => {
        answer = await callFunction(client, name, args, schema);
        throw new Error('undone');
      });
    } catch (error) {
      return answer ?? { ok: false, failure: failureOf(error) };
    }
  }

  /** Rows of a statement that this caller sends past the functions, as PostgREST would let it. */
  async rows<Row extends QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return this.transaction(async (client) => (await client.query<Row>(sql, values)).rows);
  }

  /** Statements in one transaction under this caller's identity; rolled back where `work` throws. */
  async transaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken = false;
    try {
      await client.query('begin');
      await this.assume(client);
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch(() => (broken = true));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  private async assume(client: PoolClient): Promise<void> {
    const role = this.subject === null ? 'anon' : 'authenticated';
    const claims = this.subject === null ? '' : JSON.stringify({ sub: this.subject, role });
    await client.query(
      `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
        set_config('request.jwt.claim.sub', $3, true), set_config('request.headers', $4, true),
        set_config('response.headers', '', true)`,
      [role, claims, this.subject ?? '', JSON.stringify(this.headers)],
    );
  }
}

/** Calls with named arguments; what is left out takes the default of the function. */
export async function callFunction(
  client: PoolClient,
  name: string,
  args: Arguments = {},
  schema = 'public',
): Promise<Answer> {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const list = given.map(([key], index) => `"${key}" => $${index + 1}`).join(', ');
  const { rows } = await client.query<{ body: string | null; headers: string | null }>(
    `select to_json(${schema}."${name}"(${list}))::text as body, current_setting('response.headers', true) as headers`,
    given.map(([, value]) => toParameter(value)),
  );
  const bodies = rows.map((row): unknown => (row.body === null ? null : JSON.parse(row.body)));
  const replayed = rows.some((row) => (row.headers ?? '').includes('Idempotent-Replayed'));
  return { ok: true, body: bodies.length === 1 ? bodies[0] : bodies, replayed };
}

/** Lists of text become Postgres arrays; objects, and lists of them, JSON. An empty list of items is given as its text. */
function toParameter(value: unknown): unknown {
  const isJson = Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null);
  return isJson ? JSON.stringify(value) : value;
}

/** What a refusal of Postgres says; any other error is thrown on. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof DatabaseError)) throw error;
  return {
    sqlstate: error.code ?? '',
    hint: error.hint ?? null,
    message: error.message,
    // Who waited for whom is in the text alone.
    detail: error.code === '40P01' ? { waits: error.detail, where: error.where } : parseObject(error.detail),
  };
}

function parseObject(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Callers of one database: the app's own login, which becomes whoever calls. */
export function openCallers(appUrl: string) {
  const pool = new Pool({ connectionString: appUrl, max: 40, options: '-c timezone=UTC' });
  // A backend that a test ends is no failure of the pool; whoever was calling is told by the call.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const headers = () => ({ 'x-request-id': `test-${randomUUID()}` });
  return {
    asUser: (userId: string) => new Caller(pool, userId, headers()),
    asKey: (key: string) => new Caller(pool, null, { ...headers(), 'x-api-key': key }),
    asNobody: () => new Caller(pool, null, headers()),
    close: () => pool.end(),
  };
}
