import type { Page } from './generated/types';
import type { CallOptions } from './options';
import type { Pages } from './pages';

/**
 * How a repeated request is treated: as `x-idempotency` of the API document has it, and `payload`: known by its content
 * or by the ids in it, so that it is sent without a key and may be repeated all the same.
 */
export type Idempotency = 'safe' | 'key' | 'natural' | 'none' | 'payload';

/** Method, path with `{parameters}`, idempotency. */
export type OperationSpec = readonly [method: string, path: string, idempotency: Idempotency];

/** What the operations of the API are made of. */
export interface Caller {
  call<Output>(operation: OperationSpec, input?: object, options?: CallOptions): Promise<Output>;
  /** `keepsMoment`: the following pages are asked for as of the moment of the first. */
  list<Row, P extends Page<Row>>(
    operation: OperationSpec,
    input?: object,
    options?: CallOptions,
    keepsMoment?: boolean,
  ): Pages<Row, P>;
}
