import { meterFilter } from '@/components/usage/event-filters';
import {
  eventFile,
  eventInput,
  eventQuestion,
  meterValue,
  periodLink,
  periodOf,
  periodProblem,
} from '@/components/usage/usage-address';
import { listUsageEvents } from '@/lib/operations/usage-events';
import { dateAfter, datesOf, isDate } from '@/lib/ui/utc';
import { adaId, meter, productId } from './support/usage';

describe('the period of a page', () => {
  it.each([
    [{}, { days: 30 }],
    [{ days: '7' }, { days: 7 }],
    [{ days: '8' }, { days: 30 }],
    [
      { from: '2026-11-01', to: '2026-11-21' },
      { from: '2026-11-01', to: '2026-11-21' },
    ],
    [{ from: '2026-11-01' }, { days: 30 }],
    [{ from: '2026-11-21', to: '2026-11-01' }, { days: 30 }],
    [{ from: '2026-02-31', to: '2026-03-01' }, { days: 30 }],
    [{ from: '2020-01-01', to: '2026-01-01', days: '90' }, { days: 90 }],
  ])('of %p is %p', (params, period) => {
    expect(periodOf(params)).toEqual(period);
  });

  it('has at most 366 days, the first before the last, unless an end is left open', () => {
    expect(periodProblem('2025-01-01', '2026-01-01')).toBeNull();
    expect(periodProblem('2025-01-01', '2026-01-02')).toBe('A period has at most 366 days.');
    expect(periodProblem('2026-01-02', '2026-01-01')).toBe('The first day is after the last.');
    expect(periodProblem('', '2026-01-01')).toBe('Choose both days.');
    expect(periodProblem('', '2026-01-01', true)).toBeNull();
    expect(periodProblem('2000-01-01', '2026-01-01', true)).toBeNull();
  });

  it('is changed without the page of rows it was on, and keeps what else the address says', () => {
    const params = { tab: 'usage', cursor: 'abc', from: '2026-11-01', to: '2026-11-21' };
    expect(periodLink('/customers/1', params, { days: '7' })).toBe('/customers/1?tab=usage&days=7');
    expect(periodLink('/customers/1', params, { days: '30' })).toBe('/customers/1?tab=usage');
  });
});

describe('days', () => {
  it('follow each other over the ends of months and years', () => {
    expect(dateAfter('2026-12-31', 1)).toBe('2027-01-01');
    expect(dateAfter('2028-03-01', -1)).toBe('2028-02-29');
    expect(datesOf('2026-02-27', '2026-03-01')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
  });

  it.each(['2026-02-29', '2026-13-01', '26-01-01', '0026-01-01', ''])('%p is none', (text) => {
    expect(isDate(text)).toBe(false);
  });
});

describe('the filters of events', () => {
  const everything = {
    customer: adaId,
    meter: 'service:chat: completions',
    status: 'held',
    from: '2026-11-01',
    to: '2026-11-21',
  };

  it('ask for the whole of the last day, and for the service as it is written', () => {
    const input = eventInput(eventQuestion(everything));
    expect(input).toEqual({
      customer_id: adaId,
      service: 'chat: completions',
      status: 'held',
      occurred_from: '2026-11-01T00:00:00Z',
      occurred_before: '2026-11-22T00:00:00Z',
    });
    expect(listUsageEvents.input.safeParse(input).success).toBe(true);
  });

  it('leave out what makes no sense', () => {
    expect(eventQuestion({ status: 'lost', meter: 'nonsense', from: 'today', to: '' })).toEqual({});
  });

  it('name a product by its id', () => {
    const value = meterValue({ service: null, product_id: productId });
    expect(eventInput(eventQuestion({ meter: value }))).toEqual({ product_id: productId });
  });

  it('give the file of the same events', () => {
    const file = new URL(eventFile('b1', eventQuestion(everything)), 'http://localhost');
    expect(file.pathname).toBe('/api/usage');
    expect(Object.fromEntries(file.searchParams)).toEqual({
      business_id: 'b1',
      format: 'csv',
      customer_id: adaId,
      service: 'chat: completions',
      status: 'held',
      occurred_from: '2026-11-01T00:00:00Z',
      occurred_before: '2026-11-22T00:00:00Z',
    });
  });

  it('offer what was used of late, and what is chosen though it is older', () => {
    const values = (chosen?: string) =>
      meterFilter([meter('storage', '1.00')], chosen).options.map(({ value }) => value);
    expect(values()).toEqual(['any', 'service:storage']);
    expect(values('service:storage')).toEqual(['any', 'service:storage']);
    expect(values('service:egress')).toEqual(['any', 'service:egress', 'service:storage']);
  });
});
