import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Webhook } from 'standardwebhooks';
import { AddressError, checkedLookup, checkUrl, type AddressRule } from './address';

/** A delivery that was claimed: where to, signed with what, and the bytes. */
export interface Claim {
  readonly business_id: string;
  readonly endpoint_id: string;
  readonly event_id: string;
  readonly claim_id: string;
  readonly url: string;
  readonly secrets: readonly string[];
  readonly body: string;
}

/** What came of it. */
export interface Attempt {
  readonly started_at: string;
  readonly duration_ms: number;
  /** Null: there was no answer. */
  readonly response_status: number | null;
  readonly response_body: string | null;
  /** Why it is not delivered; null where it is. */
  readonly error: string | null;
  /** Seconds that the receiver asks to be left alone for. */
  readonly retry_after: number | null;
}

export interface SendOptions extends AddressRule {
  readonly timeoutMilliseconds?: number;
}

const timeout = 15_000;
const bodyCharacters = 500;
/** Of UTF-8, at most four to a character. */
const bodyBytes = bodyCharacters * 4;

/** Sends one delivery, and says what came of it, whatever that is: it never throws. */
export async function send(claim: Claim, options: SendOptions): Promise<Attempt> {
  const startedAt = new Date();
  const began = performance.now();
  const answer = await post(claim, startedAt, options).catch((failure: unknown) => ({
    response_status: null,
    response_body: null,
    error: reasonOf(failure),
    retry_after: null,
  }));
  return {
    started_at: startedAt.toISOString(),
    duration_ms: Math.round(performance.now() - began),
    ...answer,
  };
}

/** By Standard Webhooks: of the id, the moment and the body, once with each secret that still counts. */
export function signatureHeaders(claim: Claim, at: Date): Record<string, string> {
  return {
    'webhook-id': claim.event_id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': claim.secrets
      .map((secret) => new Webhook(secret).sign(claim.event_id, at, claim.body))
      .join(' '),
  };
}

type Answer = Omit<Attempt, 'started_at' | 'duration_ms'>;

async function post(claim: Claim, at: Date, options: SendOptions): Promise<Answer> {
  const url = checkUrl(claim.url, options);
  const body = Buffer.from(claim.body);
  const milliseconds = options.timeoutMilliseconds ?? timeout;
  // Neither a redirect is followed nor a connection kept: each attempt asks for the address anew.
  const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: 'POST',
    agent: false,
    lookup: checkedLookup(url, options),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': body.byteLength,
      'user-agent': 'Drawdown-Webhooks/1',
      ...signatureHeaders(claim, at),
    },
  });
  // Of the whole attempt: a receiver that sends a byte now and then does not prolong it.
  const timer = setTimeout(() => request.destroy(new TimeoutError(milliseconds)), milliseconds);
  try {
    const response = await responseTo(request, body);
    return answerOf(response, await textOf(response));
  } finally {
    clearTimeout(timer);
    request.destroy();
  }
}

function responseTo(request: ClientRequest, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
    request.end(body);
  });
}

/** The beginning of the answer. What counts is its status: a body that breaks off or never ends changes nothing. */
async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of response) {
      const bytes = Buffer.from(chunk as Uint8Array);
      chunks.push(bytes);
      length += bytes.byteLength;
      if (length >= bodyBytes) break;
    }
  } catch {
    // What has come until then is kept.
  }
  const text = Buffer.concat(chunks).subarray(0, bodyBytes).toString('utf8').replaceAll('\0', '');
  return Array.from(text).slice(0, bodyCharacters).join('');
}

function answerOf(response: IncomingMessage, body: string): Answer {
  const status = response.statusCode ?? 0;
  return {
    response_status: status,
    response_body: body,
    error: status >= 200 && status < 300 ? null : refusalOf(status, response.headers.location),
    retry_after: secondsOf(response.headers['retry-after']),
  };
}

function refusalOf(status: number, location: string | undefined): string {
  if (status >= 300 && status < 400) {
    const target = location === undefined ? '' : ` to ${location.slice(0, 300)}`;
    return `It answered with a redirect${target}. Redirects are not followed: enter the address it leads to.`;
  }
  return status === 410 ? 'It answered 410 Gone: the endpoint is disabled.' : `It answered ${status}.`;
}

/** `Retry-After`, in seconds or as a date. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null;
  const seconds = /^\d{1,9}$/.test(header.trim())
    ? Number(header)
    : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 86_400) : null;
}

class TimeoutError extends Error {
  override name = 'TimeoutError';
  constructor(milliseconds: number) {
    super(`It did not answer within ${milliseconds / 1000} seconds.`);
  }
}

const knownFailures: Readonly<Record<string, string>> = {
  ENOTFOUND: 'There is no host of this name.',
  EAI_AGAIN: 'The name of the host could not be looked up.',
  ECONNREFUSED: 'The host refuses connections.',
  ECONNRESET: 'The host broke off the connection.',
  EHOSTUNREACH: 'The host cannot be reached.',
  ENETUNREACH: 'The network of the host cannot be reached.',
  ETIMEDOUT: 'The host did not take the connection.',
  EPROTO: 'The host does not speak TLS as it should.',
};

function reasonOf(failure: unknown): string {
  if (failure instanceof AddressError) return `The address ${failure.message}.`;
  if (failure instanceof TimeoutError) return failure.message;
  const { code, message } = failure as { code?: string; message?: string };
  const known = code === undefined ? undefined : knownFailures[code];
  return (known ?? `It could not be sent: ${message ?? String(failure)}`).slice(0, bodyCharacters);
}
