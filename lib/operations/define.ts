import type { z } from 'zod';
import type { ErrorCode } from '@/lib/errors/codes';

/** What a caller may do. A role of a member and the scopes of an API key are both sets of these. */
export const permissions = [
  'customers:read',
  'customers:write',
  'wallets:read',
  'wallets:write',
  'debits:read',
  'debits:run',
  'products:read',
  'products:write',
  'orders:read',
  'orders:write',
  'payments:read',
  'payments:write',
  'usage:read',
  'usage:write',
  'billing:run',
  'sessions:read',
  'sessions:write',
  'holds:read',
  'holds:write',
  'webhooks:read',
  'webhooks:write',
  'audit:read',
  'business:read',
  'business:write',
  'members:write',
  'keys:write',
] as const;

export type Permission = (typeof permissions)[number];

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * How a repeated request is treated.
 * - `safe`: it reads.
 * - `key`: it writes, and with an `Idempotency-Key` the same request is answered from memory.
 * - `natural`: it writes, and doing it twice is the same as doing it once.
 * - `none`: it is about a session of a person (sign-up, sign-in); nothing of a business is written.
 */
export type Idempotency = 'safe' | 'key' | 'natural' | 'none';

/** An answer as a table. Methods, so that an operation is an `Operation` whatever it answers. */
export interface CsvTable<Answer> {
  fileName(answer: Answer): string;
  readonly header: readonly string[];
  rows(answer: Answer): readonly (readonly (string | number | null)[])[];
}

export interface Operation<Input extends z.ZodObject = z.ZodObject, Output extends z.ZodType = z.ZodType> {
  /** The name of the function in schema `public` that does the work, and the OpenAPI operation id. */
  readonly name: string;
  readonly method: Method;
  /** Below `/api`, with `{parameters}` that are fields of the input. */
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  /** `null`: anyone; `signed_in`: any user or key; `user`: a user, not a key; otherwise a permission in the business. */
  readonly access: Permission | 'signed_in' | 'user' | null;
  /** Beside whoever has the permission, a signed-in customer of the business may do it on themselves. */
  readonly forCustomers?: true;
  /** Its keys are the names of the SQL function's parameters; `limit` alone is `page_size` there. */
  readonly input: Input;
  readonly output: Output;
  readonly status: 200 | 201;
  readonly idempotency: Idempotency;
  /** Codes beyond the ones every operation with this access and method can give. */
  readonly errors: readonly ErrorCode[];
  /** Where the answer is a table too: `?format=csv`, or `Accept: text/csv`, all pages in one. */
  readonly csv?: CsvTable<z.output<Output>>;
  /**
   * What its requests count against (docs/decisions/0018-rate-limits.md): the caller unless it says otherwise, and the
   * address where anyone may call. `none`: nothing, for what watches over the app.
   */
  readonly rateLimit?: 'address' | 'sign_up' | 'none';
  readonly examples?: { readonly request?: unknown; readonly response?: unknown };
}

/** Keeps the exact types of one operation's schemas. */
export function defineOperation<Input extends z.ZodObject, Output extends z.ZodType>(
  operation: Operation<Input, Output>,
): Operation<Input, Output> {
  return operation;
}

export type InputOf<O extends Operation> = z.input<O['input']>;
export type OutputOf<O extends Operation> = z.output<O['output']>;
