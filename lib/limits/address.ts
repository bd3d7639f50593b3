import { createHash } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/**
 * Who is at the other end of the connection, as `instrumentation-node.ts` writes it over whatever a client sent
 * under this name. Absent where no server of Node took the request.
 */
export const peerHeader = 'x-drawdown-peer';

/**
 * The address a request comes from. Each proxy appends the address that it was called from to `X-Forwarded-For`, so
 * what stands there is true from the right for as many entries as there are proxies of ours, and a claim of the
 * client beyond.
 *
 * @param hops how many proxies of the operator are in front of the app
 * @returns null where it cannot be known
 */
export function addressOf(headers: Headers, hops: number): string | null {
  const peer = headers.get(peerHeader);
  const forwarded = headers.get('x-forwarded-for')?.split(',') ?? [];
  // Next writes the peer there by itself where a request came without the header.
  const chain = [...forwarded, peer ?? ''];
  const address = hops === 0 ? peer : chain[Math.max(0, chain.length - 1 - hops)];
  return normalise(address ?? null);
}

/** One spelling for each; of IPv6 the network, since a home has 2^64 addresses of its own. */
function normalise(text: string | null): string | null {
  const bare = text?.trim().replace(/^\[(.*)\](:\d+)?$/, '$1') ?? '';
  const withoutPort = /^\d+\.\d+\.\d+\.\d+:\d+$/.test(bare) ? bare.replace(/:\d+$/, '') : bare;
  if (!ipaddr.isValid(withoutPort)) return null;
  const address = ipaddr.process(withoutPort);
  if (address.kind() === 'ipv4') return address.toString();
  const network = address.toByteArray().slice(0, 8);
  return `${Buffer.from(network).toString('hex')}/64`;
}

/** What is counted, so that it cannot be read where it is counted. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40);
}
