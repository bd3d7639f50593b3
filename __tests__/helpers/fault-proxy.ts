import { once } from 'node:events';
import { Agent, createServer, request as send, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pickWith, seededRandom } from './random';

/** What a network between a program and a server does to a request, and to its answer. */
export const networkFaults = [
  /** The request never reaches the server. */
  'dropped',
  /** The server does it, and its answer never comes. */
  'answer lost',
  /** The answer breaks off in its middle. */
  'answer cut',
  /** The connection breaks, and the request reaches the server later all the same. */
  'late',
  /** It takes its time, and others overtake it. */
  'slow',
  /** The server gets it twice at the same moment. */
  'doubled',
  /** The server gets it again after it answered, and the second answer comes back. */
  'repeated',
] as const;
export type NetworkFault = (typeof networkFaults)[number];

interface Answer {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface FaultProxy {
  url: string;
  /** How often each happened. */
  counts: Map<NetworkFault | 'passed', number>;
  /** Until nothing is on its way to the server any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A proxy in front of `target` that harms such a share of the requests, drawn from a seed in the order they come in. */
export async function startFaultProxy(target: string, seed: number, share: number): Promise<FaultProxy> {
  const random = seededRandom(seed);
  const agent = new Agent({ keepAlive: true });
  const counts: FaultProxy['counts'] = new Map();
  const onTheWay = new Set<Promise<unknown>>();
  const after = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

  async function forward(from: IncomingMessage, body: Buffer): Promise<Answer> {
    const { method, headers } = from;
    const toServer = send(new URL(from.url ?? '/', target), { method, headers, agent });
    toServer.end(body);
    const [answer]: IncomingMessage[] = await once(toServer, 'response');
    if (answer === undefined) throw new Error('no answer');
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) };
  }

  async function pass(from: IncomingMessage, to: ServerResponse): Promise<void> {
    const body = await buffer(from);
    const fault = random() < share ? pickWith(random, networkFaults) : 'passed';
    const delay = 5 + random() * 60;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    const breakOff = () => from.socket.destroy();

    if (fault === 'dropped') return void breakOff();
    if (fault === 'late') {
      breakOff();
      await after(delay);
      return void (await forward(from, body));
    }
    if (fault === 'slow') await after(delay);
    const [first, second] = await Promise.all([
      forward(from, body),
      fault === 'doubled' ? forward(from, body) : undefined,
    ]);
    const answer = fault === 'repeated' ? await forward(from, body) : (second ?? first);
    if (fault === 'answer lost') return void breakOff();
    to.writeHead(answer.status, answer.headers);
    if (fault !== 'answer cut') return void to.end(answer.body);
    to.write(answer.body.subarray(0, answer.body.length / 2), breakOff);
  }

  const server = createServer((from, to) => {
    const passing = pass(from, to)
      // The server is away: whoever asked sees a connection that breaks.
      .catch(() => from.socket.destroy())
      .finally(() => onTheWay.delete(passing));
    onTheWay.add(passing);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settled = async () => {
    while (onTheWay.size > 0) await Promise.all(onTheWay);
  };
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    settled,
    async close() {
      await settled();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
