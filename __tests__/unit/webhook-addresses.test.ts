import { AddressError, checkedLookup, checkUrl, isPublicAddress } from '@/lib/webhooks/address';
import { send } from '@/lib/webhooks/send';

test.each(['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946', '::ffff:8.8.8.8'])(
  '%s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
);

test.each([
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '192.0.0.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  'fe80::1',
  'fc00::1',
  'fd00:ec2::254',
  'ff02::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  '2001:db8::1',
  'no address',
])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false));

describe('an address to send to', () => {
  test.each([
    'http://example.com/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'https://user:password@example.com/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/',
    'https://printer.local/',
    'https://metadata.google.internal/',
    'https://localhost./',
    'not an address',
  ])('is not %s', (url) => expect(() => checkUrl(url, { allowPrivate: false })).toThrow(AddressError));

  test('is a public one by https', () => {
    expect(checkUrl('https://example.com:8443/hooks?a=b', { allowPrivate: false }).hostname).toBe(
      'example.com',
    );
  });

  test('where private ones are allowed, they may be by http, and public ones still may not', () => {
    expect(checkUrl('http://127.0.0.1:3000/', { allowPrivate: true }).port).toBe('3000');
    expect(() => checkUrl('http://8.8.8.8/', { allowPrivate: true })).toThrow(AddressError);
  });
});

describe('a name', () => {
  const found = (host: string, allowPrivate: boolean, all: boolean) =>
    new Promise<unknown>((resolve) =>
      checkedLookup(new URL(`https://${host}/`), { allowPrivate })(host, { all }, (error, address) =>
        resolve(error ?? address),
      ),
    );

  test('that leads to this machine is refused when it is connected to, whoever owns the name', async () => {
    expect(await found('localhost', false, true)).toBeInstanceOf(AddressError);
    expect(await found('localhost', false, false)).toBeInstanceOf(AddressError);
  });

  test('gives out the addresses that were checked, and no others', async () => {
    const addresses = (await found('localhost', true, true)) as { address: string }[];
    expect(addresses.length).toBeGreaterThan(0);
    expect(addresses.every(({ address }) => ['127.0.0.1', '::1'].includes(address))).toBe(true);
  });
});

test('an attempt at an address that is not allowed says so, and connects to nothing', async () => {
  const claim = {
    business_id: 'b',
    endpoint_id: 'p',
    event_id: 'e',
    claim_id: 'c',
    url: 'https://169.254.169.254/latest/meta-data',
    secrets: [],
    body: '{}',
  };
  expect(await send(claim, { allowPrivate: false })).toMatchObject({
    response_status: null,
    error: 'The address must be a public address; 169.254.169.254 is not.',
  });
});
