import { lookup as resolve, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Where a webhook may be sent. Whoever sets up an endpoint names any host, and this process may stand where it can
 * reach what strangers must not: so only public addresses are connected to, whatever name leads there.
 */

export interface AddressRule {
  /** For development and tests: addresses of this machine and its network, also by http. */
  readonly allowPrivate: boolean;
}

/** Why nothing is sent to an address; the message is for whoever set it up. */
export class AddressError extends Error {
  override name = 'AddressError';
}

/** Whether an address is one of the public internet. An IPv4 address in IPv6 counts as what it stands for. */
export function isPublicAddress(address: string): boolean {
  // `unicast` is what is left after loopback, private, link-local with the metadata address, unique-local, carrier NAT,
  // multicast, reserved, and the ranges that translate or tunnel to IPv4 addresses.
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

/**
 * Checks what can be said of an address without asking for its name.
 *
 * @throws AddressError
 */
export function checkUrl(text: string, rule: AddressRule): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AddressError('must be an https address');
  }
  if (url.username !== '' || url.password !== '') {
    throw new AddressError('must not have a user name or password in it');
  }
  if (url.protocol === 'http:' && !rule.allowPrivate) throw new AddressError('must be an https address');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) checkAddress(host, url, rule);
  else if (!rule.allowPrivate && /(^|\.)(localhost|local|internal)\.?$/i.test(host)) {
    throw new AddressError('must be a public address');
  }
  return url;
}

function checkAddress(address: string, url: URL, { allowPrivate }: AddressRule): void {
  const isPublic = isPublicAddress(address);
  if (!isPublic && !allowPrivate) {
    throw new AddressError(`must be a public address; ${address} is not`);
  }
  if (isPublic && url.protocol === 'http:') throw new AddressError('must be an https address');
}

/**
 * For the connection to a URL: resolves its name, checks every address, and gives out just those, so that nothing is
 * connected to that was not checked. A name with one private address is refused as a whole.
 */
export function checkedLookup(url: URL, rule: AddressRule): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { all: true, family: options.family, hints: options.hints }, (error, addresses) => {
      const refusal = error ?? refusalOf(addresses, url, rule);
      const [first] = addresses ?? [];
      if (refusal !== null || first === undefined) {
        callback(refusal ?? new AddressError('the host has no address'), '', 0);
      } else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function refusalOf(addresses: readonly LookupAddress[], url: URL, rule: AddressRule): AddressError | null {
  try {
    for (const { address } of addresses) checkAddress(address, url, rule);
    return null;
  } catch (failure) {
    if (failure instanceof AddressError) return failure;
    throw failure;
  }
}
