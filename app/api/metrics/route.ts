import { methods } from '@/lib/http/methods';
import { answerMetrics } from '@/lib/observability/exposition';

/** For Prometheus: docs/operations/monitoring.md. No operation, since what it answers is no JSON. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({ GET: answerMetrics });
