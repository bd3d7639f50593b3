import 'server-only';
import pg from 'pg';
import { identityHeaders, type Identity } from '@/lib/auth/identity';
import { problemFrom } from './failure';
import { isReplayed, type Answer, type Arguments, type Transport } from './transport';

export interface DirectOptions {
  readonly connectionString: string;
  readonly poolSize: number;
}

const begin = { name: 'begin', text: 'begin' };
const commit = { name: 'commit', text: 'commit' };
const assumeText = `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
  set_config('request.jwt.claim.sub', $3, true), set_config('request.headers', $4, true),
  set_config('response.headers', '', true)`;

/**
 * A pooled connection. Each call is one transaction in one round trip: role, claims and headers are set for
 * that transaction only, so a connection never carries one caller's identity to the next.
 */
export function createDirectTransport({ connectionString, poolSize }: DirectOptions): Transport {
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    pipeline: true,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    // Longer than the wait for a lock, so that a caller is told of contention, not of a time-out.
    options:
      '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  } as pg.PoolConfig);
  // A connection that breaks is replaced by the next call, and the one at work is told by its query. Unheard, the
  // events would end the process: the pool listens to idle connections only.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));

  return {
    async call(name, args, identity) {
      const connection = await pool.connect().catch((cause: unknown) => {
        throw problemFrom({ code: codeOf(cause) ?? '08006', message: String(cause) }, identity, cause);
      });
      let broken: Error | undefined;
      try {
        return await runTransaction(connection, callQuery(name, args), identity);
      } catch (cause) {
        const failure = cause instanceof Error ? cause : new Error(String(cause));
        // A refusal comes from a healthy connection; anything without an SQLSTATE does not.
        if (!(cause instanceof pg.DatabaseError)) broken = failure;
        throw problemFrom(
          cause instanceof pg.DatabaseError
            ? cause
            : { code: codeOf(cause) ?? '08006', message: failure.message },
          identity,
          cause,
        );
      } finally {
        connection.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

async function runTransaction(
  connection: pg.PoolClient,
  query: pg.QueryConfig,
  identity: Identity,
): Promise<Answer> {
  const results = await Promise.allSettled([
    connection.query(begin),
    connection.query({ name: 'assume', text: assumeText, values: assumeValues(identity) }),
    connection.query<{ body: string; headers: string | null }>(query),
    connection.query(commit),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
  const row = results[2].status === 'fulfilled' ? results[2].value.rows[0] : undefined;
  if (row === undefined) throw new Error('the function returned no row');
  return { text: row.body, replayed: isReplayed(row.headers) };
}

function assumeValues(identity: Identity): string[] {
  const { claims } = identity;
  return [
    claims === null ? 'anon' : 'authenticated',
    claims === null ? '' : JSON.stringify(claims),
    typeof claims?.sub === 'string' ? claims.sub : '',
    JSON.stringify(identityHeaders(identity)),
  ];
}

/** Prepared once a connection, by a name of its own for each set of parameters: Postgres cuts names at 63 characters. */
const statementNames = new Map<string, string>();

function statementName(text: string): string {
  const known = statementNames.get(text);
  if (known !== undefined) return known;
  const name = `call_${statementNames.size + 1}`;
  statementNames.set(text, name);
  return name;
}

/** Named parameters, so that what is left out takes the default of the function. */
function callQuery(name: string, args: Arguments): pg.QueryConfig {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const list = given.map(([key], index) => `${pg.escapeIdentifier(key)} => $${index + 1}`).join(', ');
  const text = `select public.${pg.escapeIdentifier(name)}(${list})::text as body, current_setting('response.headers', true) as headers`;
  return { name: statementName(text), text, values: given.map(([, value]) => toParameter(value)) };
}

/** Arrays of text become Postgres arrays; objects, and arrays of them, JSON. */
function toParameter(value: unknown): unknown {
  if (Array.isArray(value))
    return value.some((item) => typeof item === 'object') ? JSON.stringify(value) : value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
