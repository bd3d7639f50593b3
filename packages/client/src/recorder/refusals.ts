import { BillingError } from '../errors';
import type { InvalidReason } from '../usage';
import type { Batch } from './backlog';
import type { BufferedUsage } from './options';

/** What the server takes in one body. */
const largestBodyBytes = 1_000_000;
/** UTF-8 needs at most three bytes for a unit of a JavaScript string. */
const mostBytesPerUnit = 3;

/**
 * A batch as the body of a request.
 *
 * @throws BillingError `not_serializable`, `payload_too_large`
 */
export function bodyOf(events: readonly BufferedUsage[]): string {
  const body = serialize(events);
  // Counted only where it could matter.
  const isTooLarge =
    body.length * mostBytesPerUnit > largestBodyBytes &&
    (body.length > largestBodyBytes || new TextEncoder().encode(body).length > largestBodyBytes);
  if (!isTooLarge) return body;
  throw new BillingError({
    code: 'payload_too_large',
    message: `The batch is larger than ${largestBodyBytes} bytes.`,
    status: 413,
  });
}

function serialize(events: readonly BufferedUsage[]): string {
  try {
    return JSON.stringify({ events });
  } catch (cause) {
    throw new BillingError({
      code: 'not_serializable',
      message: 'The event cannot be written as JSON.',
      cause,
    });
  }
}

/**
 * Whether a refusal is about what is in the batch, so that sending it again is of no use. `business_required` is about
 * the client: it is put right by whoever set it up.
 */
export function isAboutContent(failure: unknown): failure is BillingError {
  if (!(failure instanceof BillingError)) return false;
  if (failure.code === 'not_serializable') return true;
  return [400, 413, 422].includes(failure.status ?? 0) && failure.code !== 'business_required';
}

/** A batch that failed so often may fail by what is in it, though nobody says so: its halves will tell. */
export function isSuspect({ events, failures }: Batch): boolean {
  return events.length > 1 && failures >= 3;
}

export function reasonOf({ code, message, problem }: BillingError): InvalidReason {
  return { code, detail: message, errors: problem?.errors ?? [] };
}
