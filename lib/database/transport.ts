import type { Identity } from '@/lib/auth/identity';

/** A call's answer: the JSON that the function returned, as text, and whether it was an earlier request's. */
export interface Answer {
  readonly text: string;
  readonly replayed: boolean;
}

export type Arguments = Readonly<Record<string, unknown>>;

/**
 * One way to call a function of schema `public` as somebody. Both transports are held to
 * `__tests__/database/transports.test.ts`.
 */
export interface Transport {
  /** @throws Problem for whatever the function refuses, and `service_unavailable` where it cannot be reached */
  call(name: string, args: Arguments, identity: Identity): Promise<Answer>;
  close(): Promise<void>;
  /** The connections of the process, where it has some. */
  pool?(): PoolState;
}

export interface PoolState {
  readonly limit: number;
  readonly open: number;
  readonly idle: number;
  /** Calls that wait for a connection. */
  readonly waiting: number;
}

/** Whether `response.headers`, as PostgREST spells it, says that the answer is an earlier one. */
export function isReplayed(responseHeaders: string | null): boolean {
  return responseHeaders?.toLowerCase().includes('"idempotent-replayed"') ?? false;
}
