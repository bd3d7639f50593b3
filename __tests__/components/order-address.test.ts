import {
  ageFilter,
  ageInWords,
  openOrders,
  orderInput,
  orderQuestion,
} from '@/components/orders/order-address';

const ada = '0196c1f0-0000-7000-8000-000000000001';

describe('the address of the list of orders', () => {
  it.each([
    [{}, {}],
    [
      { status: 'open', age: '0-30' },
      { status: 'open', up_to_days: 30 },
    ],
    [{ age: '31-60' }, { older_than_days: 30, up_to_days: 60 }],
    [{ age: 'over-90' }, { older_than_days: 90 }],
    [{ age: 'over-0' }, { older_than_days: 0 }],
    [{ age: 'over-3650' }, { older_than_days: 3650 }],
    [{ age: 'over-3651' }, {}],
    [{ age: '60-31' }, {}],
    [{ age: '30' }, {}],
    [{ age: '-1-30' }, {}],
    [{ age: '' }, {}],
    [{ status: 'gone', customer: ada }, { customer_id: ada }],
    [
      { status: 'open', as_of: '2026-10-31' },
      { status: 'open', as_of: '2026-10-31T23:59:59.999Z' },
    ],
    [
      { status: 'overdue', as_of: '2026-10-31' },
      { status: 'overdue', as_of: '2026-10-31T23:59:59.999Z' },
    ],
    [{ status: 'open', as_of: '2026-02-30' }, { status: 'open' }],
  ])('%j asks for %j', (params, input) => {
    expect(orderInput(orderQuestion(params))).toEqual(input);
  });

  it.each([{ as_of: '2026-10-31' }, { status: 'paid', as_of: '2026-10-31' }])(
    'takes no date where %j asks for more than what was owed',
    (params) => {
      expect(orderQuestion(params)).not.toHaveProperty('date');
    },
  );

  it('leads to the open orders behind a figure, and is read as it was written', () => {
    const href = openOrders({ customer: ada, age: '61-90', date: '2026-10-31' });
    expect(href).toBe(`/orders?customer=${ada}&status=open&age=61-90&as_of=2026-10-31`);
    const { searchParams } = new URL(href, 'http://localhost');
    expect(orderQuestion(Object.fromEntries(searchParams))).toEqual({
      customer: ada,
      status: 'open',
      age: '61-90',
      date: '2026-10-31',
    });
  });

  it('names an age as people do, and offers what is chosen though it is none of the usual', () => {
    expect([ageInWords('31-60'), ageInWords('over-1'), ageInWords('over-45')]).toEqual([
      '31 to 60 days',
      'Over 1 day',
      'Over 45 days',
    ]);
    const values = (chosen?: string) => ageFilter(chosen).options.map(({ value }) => value);
    expect(values()).toEqual(['any', '0-30', '31-60', '61-90', 'over-90']);
    expect(values('31-60')).toEqual(values());
    expect(values('over-45')).toContain('over-45');
  });
});
