import { currentBusiness } from '@/lib/ui/current-business';
import { formatElapsed, formatHours } from '@/lib/ui/duration';
import { actorName, allocationKind, entryKind, entryReference, methodName } from '@/lib/ui/ledger-words';
import { safeNextPath } from '@/lib/ui/next-path';
import { can } from '@/lib/ui/permissions';
import { choice, pageLinks, parameter, withParameters } from '@/lib/ui/search-params';
import { randomUuid } from '@/lib/ui/uuid';

describe('safeNextPath', () => {
  it.each(['/debits', '/customers?search=a%20b', '/invite/inv_1'])('goes on to %s', (path) => {
    expect(safeNextPath(path)).toBe(path);
  });

  it.each([
    null,
    '',
    'debits',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
  ])('never leads to another site: %p', (value) => {
    expect(safeNextPath(value)).toBe('/');
  });
});

describe('pageLinks', () => {
  const more = (cursor: string) => ({ has_more: true, next_cursor: cursor });
  const query = (href: string | null) => Object.fromEntries(new URL(href ?? '', 'http://site').searchParams);

  it('leads forward through all pages and back the same way, and keeps the filters', () => {
    const first = pageLinks('/logs', { status: 'failed' }, more('c2'));
    expect(first.previous).toBeNull();
    expect(query(first.next)).toEqual({ status: 'failed', cursor: 'c2' });

    const second = pageLinks('/logs', query(first.next), more('c3'));
    expect(query(second.previous)).toEqual({ status: 'failed' });

    const third = pageLinks('/logs', query(second.next), { has_more: false, next_cursor: null });
    expect(third.next).toBeNull();
    expect(query(third.previous)).toEqual({ status: 'failed', cursor: 'c2' });
    expect(query(third.first)).toEqual({ status: 'failed' });
  });

  it('has no link where there is one page', () => {
    expect(pageLinks('/logs', {}, { has_more: false, next_cursor: null })).toEqual({
      first: null,
      previous: null,
      next: null,
    });
  });
});

describe('parameters of a page', () => {
  it('takes the first of a repeated parameter, and an empty one as none', () => {
    expect(parameter({ a: ['1', '2'] }, 'a')).toBe('1');
    expect(parameter({ a: '' }, 'a')).toBeUndefined();
  });

  it('drops a value that is not one of the known ones', () => {
    expect(choice({ sort: 'drop table' }, 'sort', ['name', 'balance'])).toBeUndefined();
    expect(choice({ sort: 'name' }, 'sort', ['name', 'balance'])).toBe('name');
  });

  it('changes some parameters and keeps the others', () => {
    expect(withParameters('/x', { a: '1', b: '2' }, { b: null, c: '3' })).toBe('/x?a=1&c=3');
    expect(withParameters('/x', { a: '1' }, { a: null })).toBe('/x');
  });
});

describe('durations', () => {
  it.each([
    [0, '0 h'],
    [23, '23 h'],
    [24, '1 d'],
    [76, '3 d 4 h'],
    [24 * 40, '40 days'],
    [24 * 365 * 3, '3 years'],
  ])('tells %d hours as %s', (hours, text) => {
    expect(formatHours(hours)).toBe(text);
  });

  it('tells how long a run took', () => {
    expect(formatElapsed('2026-11-21T00:00:00.000Z', '2026-11-21T00:00:00.040Z')).toBe('40 ms');
    expect(formatElapsed('2026-11-21T00:00:00Z', '2026-11-21T00:00:01.500Z')).toBe('1.5 s');
    expect(formatElapsed('2026-11-21T00:00:00Z', '2026-11-21T00:02:03Z')).toBe('2 min 3 s');
  });
});

describe('words of the ledger', () => {
  it('reads as words, for a kind that is not known here too', () => {
    expect(entryKind('hourly_debit')).toBe('Hourly debit');
    expect(entryKind('usage_true_up')).toBe('Usage true up');
  });

  it('leads from an entry to the order, the payment or the run that caused it', () => {
    const of = (reference_type: string | null, reference_id: string | null = 'some-id') =>
      entryReference({ reference_type, reference_id });
    expect(of('order')).toEqual({ label: 'Order', href: '/orders/some-id' });
    expect(of('payment')).toEqual({ label: 'Payment', href: '/payments/some-id' });
    expect(of('debit_run')).toEqual({ label: 'Debit run', href: '/debits/runs/some-id' });
    expect(of('usage_event')).toEqual({ label: 'Usage event', href: null });
    expect(of('order', null)).toEqual({ label: 'Order', href: null });
    expect(of(null)).toBeNull();
  });

  it('says how money came in, and why it was put on an order or taken off', () => {
    expect(methodName('bank_transfer')).toBe('Bank transfer');
    expect(methodName('gift_card')).toBe('Gift card');
    expect(allocationKind('release')).toBe('Released by a cancellation');
  });

  it('names who caused an entry', () => {
    expect(actorName('job:hourly_debits')).toBe('Job: hourly debits');
    expect(actorName('user:0196c1f0-0000-7000-8000-00000000abcd')).toBe('Member …00abcd');
    expect(actorName('something else')).toBe('something else');
  });
});

describe('the shown business', () => {
  const business = (id: string) => ({
    id,
    name: id,
    slug: id,
    currency: 'USD',
    currency_decimals: 2,
    is_sandbox: false,
    test_clock_at: null,
    role: 'owner' as const,
  });

  it('is the chosen one, or the first where the choice is no longer the user’s', () => {
    const businesses = [business('a'), business('b')];
    expect(currentBusiness(businesses, 'b')?.id).toBe('b');
    expect(currentBusiness(businesses, 'gone')?.id).toBe('a');
    expect(currentBusiness([], 'a')).toBeNull();
  });

  it('shows a viewer no way to change anything', () => {
    expect(can('viewer', 'customers:read')).toBe(true);
    expect(can('viewer', 'customers:write')).toBe(false);
    expect(can('member', 'keys:write')).toBe(false);
  });
});

it('makes a UUID where the browser has no randomUUID, as on plain http', () => {
  const original = crypto.randomUUID.bind(crypto);
  Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
  expect(randomUuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  Object.defineProperty(crypto, 'randomUUID', { value: original, configurable: true });
});
