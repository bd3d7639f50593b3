import { addressOf, hashOf, peerHeader } from '@/lib/limits/address';

const from = (peer: string | null, forwarded?: string) =>
  new Headers({
    ...(peer !== null && { [peerHeader]: peer }),
    ...(forwarded !== undefined && { 'x-forwarded-for': forwarded }),
  });

describe('the address of a request', () => {
  test('without a proxy is the other end of the connection, whatever the client wrote', () => {
    expect(addressOf(from('203.0.113.9'), 0)).toBe('203.0.113.9');
    expect(addressOf(from('203.0.113.9', '198.51.100.1'), 0)).toBe('203.0.113.9');
    expect(addressOf(from('203.0.113.9', '198.51.100.1, 192.0.2.7'), 0)).toBe('203.0.113.9');
  });

  test('behind proxies is what the outermost of them saw; what the client wrote stands further left', () => {
    expect(addressOf(from('10.0.0.2', '203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(addressOf(from('10.0.0.2', '198.51.100.1, 203.0.113.9'), 1)).toBe('203.0.113.9');
    expect(addressOf(from('10.0.0.2', '198.51.100.1, 203.0.113.9, 10.0.0.3'), 2)).toBe('203.0.113.9');
  });

  test('is the outermost there is where fewer proxies wrote than there should be', () => {
    expect(addressOf(from('10.0.0.2'), 2)).toBe('10.0.0.2');
  });

  test('has one spelling: of IPv6 the network, and IPv4 whatever it is wrapped in', () => {
    expect(addressOf(from('::ffff:203.0.113.9'), 0)).toBe('203.0.113.9');
    expect(addressOf(from('10.0.0.2', '203.0.113.9:4711'), 1)).toBe('203.0.113.9');
    const home = addressOf(from('2001:db8:1:2::1'), 0);
    expect(home).toBe(addressOf(from('2001:db8:1:2:ffff:ffff:ffff:ffff'), 0));
    expect(addressOf(from('10.0.0.2', '[2001:db8:1:2::1]:443'), 1)).toBe(home);
    expect(addressOf(from('2001:db8:1:3::1'), 0)).not.toBe(home);
  });

  test('is not known where nobody says, or what is said is none', () => {
    expect(addressOf(from(null), 0)).toBeNull();
    expect(addressOf(from(null, '198.51.100.1'), 0)).toBeNull();
    expect(addressOf(from('10.0.0.2', 'unknown'), 1)).toBeNull();
    expect(addressOf(from('10.0.0.2', "'; drop table"), 1)).toBeNull();
  });

  test('cannot be read where it is counted', () => {
    expect(hashOf('203.0.113.9')).toMatch(/^[0-9a-f]{40}$/);
  });
});
