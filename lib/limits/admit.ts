import 'server-only';
import { appIdentity } from '@/lib/auth/app-identity';
import type { Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { currentContext } from '@/lib/observability/context';
import { countRateLimited } from '@/lib/observability/metrics';
import type { Operation } from '@/lib/operations/define';
import { hashOf } from './address';
import { inWords } from './words';
import { Leases, localSource, type Permits, type Policy, type Source, type Verdict } from './leases';

// Each bundle of the server has a copy of this module; what is left of a quota is one.
const holder = globalThis as typeof globalThis & { drawdownLeases?: Leases };

function leases(): Leases {
  holder.drawdownLeases ??= new Leases();
  return holder.drawdownLeases;
}

/**
 * Counts a request against the limits of its caller and its address: docs/decisions/0018-rate-limits.md. Answers with
 * the headers that say what is left.
 *
 * @throws Problem `rate_limited`, `service_unavailable`
 */
export async function admit(
  { access, rateLimit }: Pick<Operation, 'access' | 'rateLimit'>,
  identity: Identity,
  address: string | null,
): Promise<Record<string, string>> {
  if (rateLimit === 'none') return {};
  const verdicts: Verdict[] = [];
  const count = async (verdict: Promise<Verdict | null>) => {
    const counted = await verdict;
    if (counted === null) return null;
    if (counted.outcome !== 'unknown') verdicts.push(counted);
    if (counted.outcome === 'refused') throw refusalOf(counted, verdicts);
    return counted;
  };
  const caller = access === null ? null : await count(takeForCaller(identity));
  // A key that is none counts against whoever tries it.
  if (access === null || rateLimit !== undefined || caller?.outcome === 'unknown') {
    await count(takeForAddress('address', address, identity.requestId));
  }
  if (rateLimit === 'sign_up') await count(takeForAddress('sign_up', address, identity.requestId));
  return headersOf(verdicts);
}

async function takeForCaller(identity: Identity): Promise<Verdict | null> {
  const { RATE_LIMIT_PER_KEY, RATE_LIMIT_PER_USER } = env();
  const name = identity.apiKey === null ? 'user' : 'key';
  const limit = name === 'key' ? RATE_LIMIT_PER_KEY : RATE_LIMIT_PER_USER;
  const who = identity.apiKey ?? identity.claims?.sub;
  if (limit === null || typeof who !== 'string') return null;
  const policy: Policy = { name, ...limit };
  // By hash: a key is in memory for the length of its request and no longer.
  const verdict = await leases().take(`${name}:${hashOf(who)}`, policy, (wanted) =>
    ask('take_own_permits', { wanted, quota: policy.quota, seconds: policy.seconds }, identity),
  );
  const context = currentContext();
  if (context !== undefined && verdict.actor !== undefined) {
    context.actor = verdict.actor;
    context.businessId = verdict.businessId ?? context.businessId;
  }
  return verdict;
}

async function takeForAddress(
  name: 'address' | 'sign_up',
  address: string | null,
  requestId: string,
): Promise<Verdict | null> {
  const { RATE_LIMIT_PER_ADDRESS, RATE_LIMIT_SIGN_UP } = env();
  const limit = name === 'address' ? RATE_LIMIT_PER_ADDRESS : RATE_LIMIT_SIGN_UP;
  if (limit === null || address === null) return null;
  const policy: Policy = { name, ...limit };
  const bucket = `${name}:${hashOf(address)}`;
  const source: Source = async (wanted) => {
    const app = await appIdentity(requestId);
    if (app === null) return localSource(bucket, policy)(wanted);
    return ask('take_app_permits', { bucket, wanted, quota: policy.quota, seconds: policy.seconds }, app);
  };
  return leases().take(bucket, policy, source);
}

/** What SQL answers. */
interface Answered {
  granted: number | null;
  remaining?: number;
  reset_ms?: number;
  actor?: string;
  business_id?: string;
}

async function ask(name: string, args: Record<string, unknown>, identity: Identity): Promise<Permits> {
  const { text } = await call(name, args, { ...identity, idempotencyKey: null });
  const { granted, remaining = 0, reset_ms = 0, actor, business_id } = JSON.parse(text) as Answered;
  return { granted, remaining, resetMilliseconds: reset_ms, actor, businessId: business_id };
}

function refusalOf({ policy, resetSeconds }: Verdict, verdicts: readonly Verdict[]): Problem {
  countRateLimited(policy.name);
  const { quota, seconds } = policy;
  return new Problem('rate_limited', {
    detail: `${quota} requests are allowed in ${inWords(seconds)}. Try again in ${inWords(resetSeconds)}.`,
    context: { policy: policy.name, quota, window_seconds: seconds, retry_after_seconds: resetSeconds },
    retryAfterSeconds: resetSeconds,
    headers: headersOf(verdicts),
  });
}

/** Structured fields by draft-ietf-httpapi-ratelimit-headers-10. */
function headersOf(verdicts: readonly Verdict[]): Record<string, string> {
  if (verdicts.length === 0) return {};
  const policies = verdicts.map(({ policy }) => `"${policy.name}";q=${policy.quota};w=${policy.seconds}`);
  const left = verdicts.map(
    ({ policy, remaining, resetSeconds }) => `"${policy.name}";r=${remaining};t=${resetSeconds}`,
  );
  return { 'RateLimit-Policy': policies.join(', '), RateLimit: left.join(', ') };
}
