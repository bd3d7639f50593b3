import 'server-only';
import pg from 'pg';
import { identityHeaders, type Identity } from '@/lib/auth/identity';
import { DirectCall, endsConnection, type Statement } from './direct-call';
import { problemFrom } from './failure';
import { isReplayed, type Answer, type Arguments, type Transport } from './transport';
import { within } from './within';

export interface DirectOptions {
  readonly connectionString: string;
  readonly poolSize: number;
  readonly longestAnswerMs?: number;
}

/** Postgres ends a statement after 30 seconds by itself: where nothing came by then, nobody is there any more. */
const longestAnswerMs = 40_000;

const assumeText = `select set_config('role', $1, true), set_config('request.jwt.claims', $2, true),
  set_config('request.jwt.claim.sub', $3, true), set_config('request.headers', $4, true),
  set_config('response.headers', '', true), set_config('application_name', $5, true)`;

/**
 * A pooled connection. Each call is one transaction in one round trip: role, claims and headers are set for
 * that transaction only, so a connection never carries one caller's identity to the next.
 */
export function createDirectTransport(options: DirectOptions): Transport {
  const { connectionString, poolSize } = options;
  const pool = new pg.Pool({
    connectionString,
    max: poolSize,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // Longer than the wait for a lock, so that a caller is told of contention, not of a time-out.
    options:
      '-c timezone=UTC -c lock_timeout=5000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000',
  });
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
        // The connection of what took longer is thrown away, as one that broke.
        return await within(
          options.longestAnswerMs ?? longestAnswerMs,
          runCall(connection, callStatement(name, args), identity),
          () => new Error('timeout exceeded: no answer'),
        );
      } catch (cause) {
        const failure = cause instanceof Error ? cause : new Error(String(cause));
        // A refusal comes from a healthy connection, which may serve the next call; nothing else does.
        if (!(cause instanceof pg.DatabaseError) || endsConnection(cause)) broken = failure;
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
    pool: () => ({
      limit: poolSize,
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
  };
}

async function runCall(connection: pg.PoolClient, call: Statement, identity: Identity): Promise<Answer> {
  const assume = { name: 'assume', text: assumeText, values: assumeValues(identity) };
  const [body, headers] = await connection.query(new DirectCall(assume, call)).row;
  return { text: body ?? 'null', replayed: isReplayed(headers ?? null) };
}

function assumeValues(identity: Identity): string[] {
  const { claims } = identity;
  return [
    claims === null ? 'anon' : 'authenticated',
    claims === null ? '' : JSON.stringify(claims),
    typeof claims?.sub === 'string' ? claims.sub : '',
    JSON.stringify(identityHeaders(identity)),
    // What pg_stat_activity and the log of the database show of a statement.
    `drawdown ${identity.requestId}`,
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
function callStatement(name: string, args: Arguments): Statement {
  const given = Object.entries(args).filter(([, value]) => value !== undefined);
  const list = given.map(([key], index) => `${pg.escapeIdentifier(key)} => $${index + 1}`).join(', ');
  const text = `select public.${pg.escapeIdentifier(name)}(${list})::text as body, current_setting('response.headers', true) as headers`;
  return { name: statementName(text), text, values: given.map(([, value]) => toParameter(value)) };
}

/** As Postgres reads it: arrays of text become arrays of its own; objects, and arrays of them, JSON. */
function toParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (!Array.isArray(value)) return typeof value === 'object' ? JSON.stringify(value) : String(value);
  if (value.some((item) => typeof item === 'object')) return JSON.stringify(value);
  return `{${value.map((item) => `"${String(item).replaceAll(/["\\]/g, '\\$&')}"`).join(',')}}`;
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
}
