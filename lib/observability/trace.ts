import 'server-only';

/** What `tracing.ts` offers once OpenTelemetry is started. Nothing of it is loaded, or paid for, where it is not. */
export interface Tracing {
  /** A span around the call of a SQL function. */
  span<T>(name: string, requestId: string, work: () => Promise<T>): Promise<T>;
  /** The ids of the span at work, for the log. */
  ids(): { trace_id: string; span_id: string } | undefined;
}

const holder = globalThis as typeof globalThis & { drawdownTracing?: Tracing };

export function setTracing(tracing: Tracing | undefined): void {
  if (tracing === undefined) delete holder.drawdownTracing;
  else holder.drawdownTracing = tracing;
}

export function traced<T>(name: string, requestId: string, work: () => Promise<T>): Promise<T> {
  return holder.drawdownTracing?.span(name, requestId, work) ?? work();
}

export function traceIds(): { trace_id: string; span_id: string } | undefined {
  return holder.drawdownTracing?.ids();
}
