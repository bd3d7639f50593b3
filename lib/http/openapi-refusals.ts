import type { ZodOpenApiResponseObject, ZodOpenApiResponsesObject } from 'zod-openapi';
import { errorCodes, type ErrorCode } from '@/lib/errors/codes';
import { limitHeaders, reference } from './openapi-parts';

const names: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  402: 'PaymentRequired',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  413: 'ContentTooLarge',
  422: 'UnprocessableContent',
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'ServiceUnavailable',
};

/** The refusals of all operations; those that are alike stand in the document once. */
export class Refusals {
  readonly #byCodes = new Map<string, { name: string; response: ZodOpenApiResponseObject }>();

  /** One response for each status, with the codes it can carry. */
  of(codes: readonly ErrorCode[]): ZodOpenApiResponsesObject {
    const byStatus = [...Map.groupBy(codes, (code) => errorCodes[code].status)].sort(
      ([one], [other]) => one - other,
    );
    return Object.fromEntries(
      byStatus.map(([status, those]) => [
        String(status),
        reference('responses', this.#nameOf(status, those)),
      ]),
    );
  }

  get components(): Record<string, ZodOpenApiResponseObject> {
    return Object.fromEntries([...this.#byCodes.values()].map(({ name, response }) => [name, response]));
  }

  #nameOf(status: number, codes: readonly ErrorCode[]): string {
    const known = this.#byCodes.get(codes.join());
    if (known !== undefined) return known.name;
    const base = names[status];
    if (base === undefined)
      throw new Error(`name the responses of status ${status} in lib/http/openapi-refusals.ts`);
    const alike = [...this.#byCodes.values()].filter(({ name }) => name.replace(/\d+$/, '') === base).length;
    const name = alike === 0 ? base : `${base}${alike + 1}`;
    this.#byCodes.set(codes.join(), { name, response: refusal(status, codes) });
    return name;
  }
}

function refusal(status: number, codes: readonly ErrorCode[]): ZodOpenApiResponseObject {
  const mayRetry = codes.some((code) =>
    ['request_in_progress', 'rate_limited', 'service_unavailable'].includes(code),
  );
  return {
    description: codes.map((code) => `\`${code}\`: ${errorCodes[code].title}`).join('; '),
    headers: {
      'X-Request-Id': reference('headers', 'RequestId'),
      ...limitHeaders,
      ...(mayRetry && { 'Retry-After': reference('headers', 'RetryAfter') }),
      ...(status === 401 && { 'WWW-Authenticate': reference('headers', 'WwwAuthenticate') }),
    },
    content: {
      'application/problem+json': {
        schema: {
          allOf: [
            reference('schemas', 'Problem'),
            { type: 'object', properties: { code: { type: 'string', enum: [...codes] } } },
          ],
        },
        examples: Object.fromEntries(codes.map((code) => [code, reference('examples', code)])),
      },
    },
  };
}
