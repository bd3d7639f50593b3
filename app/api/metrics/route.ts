import { answerMetrics } from '@/lib/observability/exposition';

/** For Prometheus: docs/operations/monitoring.md. No operation, since what it answers is no JSON. */
export function GET(request: Request): Promise<Response> {
  return answerMetrics(request);
}
