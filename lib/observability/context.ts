import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

/** What is known of the request at work, for its line in the log and for what is counted by address. */
export interface RequestContext {
  readonly requestId: string;
  /** The name of the operation. */
  readonly operation: string;
  readonly address: string | null;
  businessId: string | null;
  /** As the ledger spells it: user:<id> or api_key:<id>. */
  actor: string | null;
  /** What the caller was refused with. */
  code: string | null;
}

// Each bundle of the server has a copy of this module; the request is one.
const holder = globalThis as typeof globalThis & {
  drawdownContext?: AsyncLocalStorage<RequestContext>;
};

function storage(): AsyncLocalStorage<RequestContext> {
  holder.drawdownContext ??= new AsyncLocalStorage();
  return holder.drawdownContext;
}

export function withContext<T>(context: RequestContext, work: () => Promise<T>): Promise<T> {
  return storage().run(context, work);
}

/** Undefined outside of a route: pages and server actions know their request by `next/headers`. */
export function currentContext(): RequestContext | undefined {
  return storage().getStore();
}
