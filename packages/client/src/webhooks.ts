import type { WebhookMessage } from './generated/types';

/** A webhook that is not one of ours, or not of now. Answer it with 400 and do nothing. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

/** As a Request has them, or as Node does. */
export type WebhookHeaders =
  { get(name: string): string | null } | Readonly<Record<string, string | readonly string[] | undefined>>;

export interface VerifyOptions {
  /** How far the moment of sending may be from now, in seconds; 300 unless it is given. */
  readonly toleranceSeconds?: number;
  /** Milliseconds since 1970; for tests. */
  readonly now?: number;
}

/**
 * Checks a webhook by the Standard Webhooks specification, and gives what it says. The body is the one that came, not
 * parsed and written again.
 *
 * @param secret `whsec_…` as the endpoint was made with
 * @throws WebhookVerificationError
 */
async function verify(
  body: string | Uint8Array,
  headers: WebhookHeaders,
  secret: string,
  options: VerifyOptions = {},
): Promise<WebhookMessage> {
  const id = headerOf(headers, 'webhook-id');
  const sentAt = headerOf(headers, 'webhook-timestamp');
  const signatures = headerOf(headers, 'webhook-signature');
  const { toleranceSeconds = 300, now = Date.now() } = options;
  if (!/^\d{1,12}$/.test(sentAt)) throw new WebhookVerificationError('the webhook-timestamp is no moment');
  if (Math.abs(Math.floor(now / 1000) - Number(sentAt)) > toleranceSeconds) {
    throw new WebhookVerificationError('it was not sent within the last minutes');
  }
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const secretBytes = bytesOf(secret.replace(/^whsec_/, ''));
  if (secretBytes === null || secretBytes.length === 0)
    throw new TypeError('the secret must be whsec_ and base64');
  const key = await crypto.subtle.importKey('raw', secretBytes, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'verify',
  ]);
  const signed = new TextEncoder().encode(`${id}.${sentAt}.${text}`);
  // While a secret is changed over there are several.
  for (const versioned of signatures.split(' ')) {
    const [version, signature] = versioned.split(',');
    const bytes = version === 'v1' ? bytesOf(signature ?? '') : null;
    // In constant time: WebCrypto compares.
    if (bytes !== null && (await crypto.subtle.verify('HMAC', key, bytes, signed))) {
      return JSON.parse(text) as WebhookMessage;
    }
  }
  throw new WebhookVerificationError('no signature is of this secret');
}

function headerOf(headers: WebhookHeaders, name: string): string {
  const value =
    'get' in headers && typeof headers.get === 'function'
      ? headers.get(name)
      : Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  const text = Array.isArray(value) ? value[0] : value;
  if (typeof text !== 'string' || text === '')
    throw new WebhookVerificationError(`the header ${name} is missing`);
  return text;
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/** What a receiver of webhooks needs. The endpoints are in `client.webhooks`. */
export const webhooks = { verify };
