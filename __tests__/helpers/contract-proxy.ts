import { once } from 'node:events';
import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Contract, type Exchange } from './contract';

export interface ContractProxy {
  url: string;
  /** How many requests have come through. */
  readonly exchanges: number;
  /** What of them the API document does not allow. */
  readonly violations: readonly string[];
  close(): Promise<void>;
}

/** A proxy in front of `target` that changes nothing, and holds what passes below `/api` to the API document. */
export async function startContractProxy(target: string): Promise<ContractProxy> {
  const contract = new Contract();
  const agent = new Agent({ keepAlive: true });
  const violations: string[] = [];
  let exchanges = 0;

  async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from);
    const url = new URL(from.url ?? '/', target);
    const headers = { ...from.headers, host: url.host };
    const toServer = send(url, { method: from.method, headers, agent });
    toServer.end(body);
    const [answer] = (await once(toServer, 'response')) as [IncomingMessage];
    const bytes = await buffer(answer);
    if (url.pathname.startsWith('/api/')) {
      exchanges += 1;
      violations.push(...contract.violationsOf(exchangeOf(from, url, body, answer, bytes)));
    }
    to.writeHead(answer.statusCode ?? 502, answer.headers).end(bytes);
  }

  // The server is away: whoever asked sees a connection that breaks.
  const server = createServer((from, to) => void pass(from, to).catch(() => from.socket.destroy()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    get exchanges() {
      return exchanges;
    },
    violations,
    async close() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function exchangeOf(
  request: IncomingMessage,
  url: URL,
  body: Buffer,
  response: IncomingMessage,
  answer: Buffer,
): Exchange {
  return {
    request: {
      method: request.method ?? 'GET',
      path: url.pathname,
      query: url.searchParams,
      headers: headersOf(request),
      body: body.toString('utf8'),
    },
    response: {
      status: response.statusCode ?? 0,
      headers: headersOf(response),
      body: unpacked(answer, response.headers['content-encoding']).toString('utf8'),
    },
  };
}

function headersOf(message: IncomingMessage): Headers {
  const entries = Object.entries(message.headers).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  return new Headers(entries);
}

function unpacked(bytes: Buffer, encoding: string | undefined): Buffer {
  if (bytes.length === 0) return bytes;
  if (encoding === 'gzip') return gunzipSync(bytes);
  return encoding === 'br' ? brotliDecompressSync(bytes) : bytes;
}

/** The same for a client in this process: its way to the server, held to the document. */
export function heldToContract(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  const contract = new Contract();
  return async (input, init) => {
    const request = new Request(input, init);
    const body = typeof init?.body === 'string' ? init.body : '';
    const response = await fetch(input, init);
    const { pathname, searchParams } = new URL(request.url);
    contract.holds({
      request: {
        method: request.method,
        path: pathname,
        query: searchParams,
        headers: request.headers,
        body,
      },
      response: {
        status: response.status,
        headers: response.headers,
        body: await response.clone().text(),
      },
    });
    return response;
  };
}
