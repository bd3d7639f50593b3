import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface BadProxy {
  /** The API through the proxy. */
  url: string;
  /** Requests that arrived, answered or not. */
  readonly requests: number;
  /** Carries out the next request, and loses its answer. */
  loseNextAnswer(): void;
  /** Closes every connection without a word, as if nobody were there. */
  isAway: boolean;
  close(): Promise<void>;
}

/** A proxy in front of the API that behaves as networks do on bad days. */
export async function badProxy(target: string): Promise<BadProxy> {
  const state = { requests: 0, answersToLose: 0, isAway: false };
  const { origin, pathname } = new URL(target);
  const server = createServer((request, response) => {
    state.requests += 1;
    const { socket } = response;
    if (state.isAway) return void socket?.destroy();
    const isLost = state.answersToLose > 0;
    if (isLost) state.answersToLose -= 1;
    forward(request, origin)
      .then(({ status, headers, text }) => {
        if (isLost) return void socket?.destroy();
        response.writeHead(status, headers).end(text);
      })
      .catch(() => socket?.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    get requests() {
      return state.requests;
    },
    loseNextAnswer: () => void (state.answersToLose += 1),
    get isAway() {
      return state.isAway;
    },
    set isAway(isAway) {
      state.isAway = isAway;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function forward(request: IncomingMessage, origin: string) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // These are of the one connection, not of the request.
    if (typeof value === 'string' && !['host', 'connection', 'content-length'].includes(name))
      headers.set(name, value);
  }
  const method = request.method ?? 'GET';
  const body = method === 'GET' ? null : Buffer.concat(chunks);
  const answer = await fetch(`${origin}${request.url ?? ''}`, { method, headers, body });
  return {
    status: answer.status,
    text: await answer.text(),
    headers: Object.fromEntries(
      ['content-type', 'x-request-id', 'retry-after', 'idempotent-replayed'].flatMap((name) => {
        const value = answer.headers.get(name);
        return value === null ? [] : [[name, value]];
      }),
    ),
  };
}
