import 'server-only';
import { randomUUID } from 'node:crypto';
import diagnostics from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isRequestId } from '@/lib/http/request-id';
import { peerHeader } from '@/lib/limits/address';
import { log } from './log';

interface Started {
  request: IncomingMessage;
  response: ServerResponse;
}

const started = 'http.server.request.start';
const holder = globalThis as typeof globalThis & { drawdownWatchesRequests?: true };

/**
 * Sees each request of this process before Next does. It gets its id here, so that the page, what the page calls in SQL
 * and the line in the log have the same, and the address at the other end, whatever the client wrote in its place.
 */
export function watchRequests(): void {
  if (holder.drawdownWatchesRequests) return;
  holder.drawdownWatchesRequests = true;
  diagnostics.subscribe(started, (message) => {
    const { request, response } = message as Started;
    const { headers, socket, method, url = '' } = request;
    headers[peerHeader] = socket.remoteAddress ?? '';
    const sent = headers['x-request-id'];
    const requestId = typeof sent === 'string' && isRequestId(sent) ? sent : randomUUID();
    headers['x-request-id'] = requestId;
    const [path = ''] = url.split('?');
    if (!isPage(path)) return;
    response.setHeader('X-Request-Id', requestId);
    const begun = performance.now();
    response.once('close', () => {
      log().info(
        {
          request_id: requestId,
          page: pathWithoutSecrets(path),
          method,
          status: response.statusCode,
          duration_ms: Math.round((performance.now() - begun) * 10) / 10,
          ...(typeof headers['next-action'] === 'string' && { action: true }),
          ...(!response.writableFinished && { broken_off: true }),
        },
        'request',
      );
    });
  });
}

/** Operations write a line of their own, files none. */
function isPage(path: string): boolean {
  return !path.startsWith('/api/') && !path.startsWith('/_next/') && !/\.[a-z0-9]+$/.test(path);
}

/** The link of an invitation ends in its secret. */
function pathWithoutSecrets(path: string): string {
  return path.replace(/^\/invite\/.+/, '/invite/[token]').slice(0, 200);
}
