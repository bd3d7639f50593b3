import 'server-only';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { env } from '@/lib/env';
import { Problem } from '@/lib/errors/problem';
import { setTracing } from './trace';

/**
 * Sends the spans of Next, and one for each call of a SQL function, to the collector of
 * `OTEL_EXPORTER_OTLP_ENDPOINT`. Answers how to stop it, which sends what is left.
 */
export function startTracing(): () => Promise<void> {
  const sdk = new NodeSDK({
    serviceName: env().OTEL_SERVICE_NAME,
    traceExporter: new OTLPTraceExporter(),
    // Spans alone: the metrics are at /api/metrics, and the log is on standard output.
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  const tracer = trace.getTracer('drawdown');
  setTracing({
    span: (name, requestId, work) =>
      tracer.startActiveSpan(
        `sql ${name}`,
        {
          kind: SpanKind.CLIENT,
          attributes: {
            'db.system.name': 'postgresql',
            'db.operation.name': name,
            'drawdown.request_id': requestId,
          },
        },
        async (span) => {
          try {
            return await work();
          } catch (failure) {
            const code = failure instanceof Problem ? failure.code : 'internal_error';
            span.setAttribute('error.type', code);
            // A refusal is an answer; what failed is an error. The text of one may hold data of a tenant.
            if (!(failure instanceof Problem) || failure.status >= 500) {
              span.setStatus({ code: SpanStatusCode.ERROR, message: code });
            }
            throw failure;
          } finally {
            span.end();
          }
        },
      ),
    ids() {
      const context = trace.getActiveSpan()?.spanContext();
      return context && { trace_id: context.traceId, span_id: context.spanId };
    },
  });
  return async () => {
    setTracing(undefined);
    await sdk.shutdown();
  };
}
