import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Business, World } from './world';

/** A business for a storm: who uses, and the programs that report it. */
export interface Scene {
  business: Business;
  customers: readonly string[];
  apiKeys: readonly string[];
}

/** A third of the customers have enough, a third may owe, and a third cannot pay until somebody tops them up. */
export async function makeScene(world: World, clients: number, customerCount: number): Promise<Scene> {
  const business = await world.makeBusiness();
  const customers: string[] = [];
  const means = [{ balance: '1000000000' }, { balance: '0', postpaid: true }, { balance: '0' }];
  for (let index = 0; index < customerCount; index += 1)
    customers.push((await world.addCustomer(business, means[index % means.length])).id);
  const apiKeys: string[] = [];
  for (let index = 0; index < clients; index += 1)
    apiKeys.push((await world.addKey(business, ['usage:write'])).key);
  return { business, customers, apiKeys };
}

/** An HTTP server in this process that answers with `serve`, as Next answers with the route handlers. */
export async function listen(serve: (request: Request) => Promise<Response>) {
  const server = createServer((from, to) => {
    const answer = async () => {
      const body = await buffer(from);
      const request = new Request(new URL(from.url ?? '/', 'http://localhost:3000'), {
        method: from.method ?? 'GET',
        headers: Object.entries(from.headers).map(([name, value]): [string, string] => [name, String(value)]),
        ...(body.length > 0 && { body: new Uint8Array(body) }),
      });
      const response = await serve(request);
      to.writeHead(response.status, Object.fromEntries(response.headers));
      to.end(Buffer.from(await response.arrayBuffer()));
    };
    answer().catch(() => to.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
