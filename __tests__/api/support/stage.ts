import { randomUUID } from 'node:crypto';
import type { Operation } from '@/lib/operations/define';
import { signUpUser, type TestUser } from '../../helpers/callers';
import { createDatabase, type TestDatabase } from '../../helpers/database';
import { startLite, type TestLite } from '../../helpers/lite';
import { Contract, type Exchange } from '../../helpers/contract';
import { nextHeaders, serve } from './server';

jest.mock('next/headers', () => nextHeaders());

export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** The answer, or the problem, as JSON. */
  body: Record<string, unknown>;
}

export interface SendOptions {
  /** A user, an API key, or nobody. */
  as?: TestUser | string | null;
  body?: unknown;
  /** The body as it goes over the wire, for what JSON.stringify would not make. */
  raw?: BodyInit;
  query?: string | Record<string, string>;
  headers?: Record<string, string>;
}

export interface ApiStage {
  database: TestDatabase;
  lite: TestLite;
  owner: TestUser;
  send(method: string, path: string, options?: SendOptions): Promise<Reply>;
  /** Sends the input of an operation the way its method takes it. */
  perform(operation: Operation, input: Record<string, unknown>, options?: SendOptions): Promise<Reply>;
  signUp(name: string): Promise<TestUser>;
  close(): Promise<void>;
}

/** The route handlers in this process, on a database and a Supabase Auth of their own. */
export async function startApi(): Promise<ApiStage> {
  const database = await createDatabase();
  const lite = await startLite(database);
  Object.assign(process.env, {
    SUPABASE_URL: lite.url,
    SUPABASE_PUBLISHABLE_KEY: lite.publishableKey,
    SUPABASE_JWT_SECRET: lite.jwtSecret,
    DATABASE_URL: database.appUrl,
    APP_URL: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
    // Counted, and never met: one owner sends what a hundred would.
    RATE_LIMIT_PER_KEY: process.env['RATE_LIMIT_PER_KEY'] ?? '1000000/10',
    RATE_LIMIT_PER_USER: process.env['RATE_LIMIT_PER_USER'] ?? '1000000/10',
  });
  const owner = await signUpUser(database, lite, 'owner');

  const send = async (method: string, path: string, options: SendOptions = {}): Promise<Reply> => {
    const url = new URL(`http://localhost:3000${path}`);
    url.search = new URLSearchParams(options.query).toString();
    const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const request = new Request(url, {
      method,
      headers: { ...credentialsOf(options.as === undefined ? owner : options.as), ...options.headers },
      ...(body !== undefined && { body }),
    });
    const response = await serve(request);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const reply: Reply = {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? (JSON.parse(text) as Record<string, unknown>) : {},
    };
    contract.holds(exchangeOf(request, body, reply));
    return reply;
  };

  return {
    database,
    lite,
    owner,
    send,
    perform(operation, input, options = {}) {
      const { path, rest } = fillPath(operation, input);
      const inQuery = operation.method === 'GET' || operation.method === 'DELETE';
      const given = inQuery ? { query: rest as Record<string, string> } : { body: rest };
      return send(operation.method, path, { ...given, ...options });
    },
    signUp: (name) => signUpUser(database, lite, name),
    async close() {
      const holder = globalThis as typeof globalThis & { drawdownTransport?: { close(): Promise<void> } };
      await holder.drawdownTransport?.close();
      await lite.stop();
      await database.close();
    },
  };
}

export function fillPath(operation: Operation, input: Record<string, unknown>) {
  const rest = { ...input };
  const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const value = rest[name];
    delete rest[name];
    const text = typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value) ?? '');
    // Nothing, and the steps "." and "..", would make another path of it.
    return /^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text);
  });
  return { path: `/api${path}`, rest };
}

function credentialsOf(caller: TestUser | string | null): Record<string, string> {
  if (caller === null) return {};
  return typeof caller === 'string'
    ? { 'x-api-key': caller }
    : { authorization: `Bearer ${caller.accessToken}` };
}

/** A key for one request of its own. */
export function fresh(): Record<string, string> {
  return { 'idempotency-key': randomUUID() };
}

/** Whatever a test is about, what it sends and what comes back is as the API document says. */
const contract = new Contract();

function exchangeOf(request: Request, body: BodyInit | undefined, reply: Reply): Exchange {
  const { pathname, searchParams } = new URL(request.url);
  const { method, headers } = request;
  return {
    // What is no text is no JSON either.
    request: {
      method,
      path: pathname,
      query: searchParams,
      headers,
      body: typeof body === 'string' ? body : '',
    },
    response: { status: reply.status, headers: reply.headers, body: reply.text },
  };
}
