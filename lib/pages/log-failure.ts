import 'server-only';
import type { Problem } from '@/lib/errors/problem';
import { log } from '@/lib/observability/log';
import { pageRequestId } from './visitor';

/** What nobody expected of a page or a server action, under the id that its request and its calls of SQL have. */
export function logFailure({ code, cause, message }: Problem): void {
  const write = (request_id?: string) =>
    log().error({ ...(request_id !== undefined && { request_id }), code, err: cause }, message);
  pageRequestId().then(write, () => write());
}
