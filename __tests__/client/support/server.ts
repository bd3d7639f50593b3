import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: unknown;
}

/** What the server does with one request. */
export type Behaviour = (response: ServerResponse, received: Received) => void;

export interface Misbehaving {
  url: string;
  /** Everything that arrived, in order. */
  received: Received[];
  /** What to do with the next requests, one for each; the last one stays. */
  does(...behaviours: Behaviour[]): void;
  close(): Promise<void>;
}

/** An HTTP server on this machine that answers as it is told: late, broken, or not at all. */
export async function misbehavingServer(): Promise<Misbehaving> {
  const received: Received[] = [];
  let behaviours: Behaviour[] = [];
  const server: Server = createServer((request, response) => {
    void read(request).then((text) => {
      const { method = '', url = '', headers } = request;
      const arrived = { method, url, headers, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
      received.push(arrived);
      const behaviour = behaviours.length > 1 ? behaviours.shift() : behaviours[0];
      behaviour?.(response, arrived);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api`,
    received,
    does(...next) {
      behaviours = next;
      received.length = 0;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  return text;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function problem(
  status: number,
  code: string,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Behaviour {
  const title = code.replaceAll('_', ' ');
  const body = {
    type: `/docs/errors/${code}`,
    title,
    status,
    detail: `${title}.`,
    code,
    error: title,
    remedy: '',
    request_id: 'r',
    ...more,
  };
  return json(status, body, { 'content-type': 'application/problem+json', ...headers });
}

/** Closes the connection without a word. */
export const drop: Behaviour = (response) => {
  response.socket?.destroy();
};

/** Takes the request, and never answers. */
export const silence: Behaviour = () => undefined;

/** Sends the head and half of the body, then closes the connection. */
export const cutOff: Behaviour = (response) => {
  const body = JSON.stringify({ id: 'whole' });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.slice(0, 5), () => response.socket?.destroy());
};

/** Half of a body that says it is whole. */
export const cutOffQuietly: Behaviour = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end('{"id": "who');
};

export function page(status: number): Behaviour {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end('<h1>It works!</h1>');
  };
}
