import { errorCodes, type ErrorCode } from './codes';

/** One field that did not parse; `pointer` is a JSON Pointer (RFC 6901) into the request as it was sent. */
export interface FieldError {
  pointer: string;
  message: string;
}

export interface ProblemOptions {
  /** The sentence for a person; when left out, what is said of the fields, or the code's title. */
  detail?: string;
  errors?: FieldError[];
  /** Machine-readable numbers and ids, merged into the answer. Amounts are decimal strings. */
  context?: Record<string, unknown>;
  /** Seconds, sent as `Retry-After`. */
  retryAfterSeconds?: number;
  /** Further headers of the answer. */
  headers?: Readonly<Record<string, string>>;
  cause?: unknown;
}

/** The first few fields in one sentence: what is wrong is in `errors` whole. */
function sentenceOf(errors: FieldError[] = []): string | undefined {
  if (errors.length === 0) return undefined;
  const said = errors.slice(0, 3).map(({ pointer, message }) => shortened(`${pointer.slice(1)} ${message}`));
  return `${said.join('; ')}${errors.length > 3 ? `; and ${errors.length - 3} more` : ''}.`;
}

/** Up to 200 characters: whole words, and a sign that there is more. */
function shortened(text: string): string {
  if (text.length <= 200) return text;
  return `${text.slice(0, 200).replace(/[\s,]+\S*$/, '')} …`;
}

const brand: unique symbol = Symbol.for('drawdown.Problem');

/**
 * An expected failure. Everything that may reach a caller is in here; any other error is answered with
 * `internal_error` and a request id.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly [brand] = true;
  readonly code: ErrorCode;
  readonly status: number;
  readonly errors: FieldError[] | undefined;
  readonly context: Record<string, unknown>;
  readonly retryAfterSeconds: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, options: ProblemOptions = {}) {
    super(options.detail ?? sentenceOf(options.errors) ?? errorCodes[code].title, { cause: options.cause });
    this.code = code;
    this.status = errorCodes[code].status;
    this.errors = options.errors;
    this.context = options.context ?? {};
    this.retryAfterSeconds = options.retryAfterSeconds;
    this.headers = options.headers ?? {};
  }

  /** Each bundle of the server has a copy of this class, and the database's pool, which throws, is shared by all. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value;
  }

  /** The same refusal with its fields named in another way. */
  withErrors(errors: FieldError[]): Problem {
    const { code, context, cause, retryAfterSeconds, headers } = this;
    return new Problem(code, {
      errors,
      context,
      cause,
      headers,
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    });
  }
}
