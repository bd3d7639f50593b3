import type { PurchasePreview, SaleProduct } from '@/app/actions/sales';
import {
  addOne,
  emptySale,
  fitToStock,
  lacksAmount,
  mostPieces,
  purchaseOf,
  removeLine,
  SaleKeys,
  setQuantity,
  withoutNote,
  type Sale,
} from '@/components/sales/sale';

const customerId = '0196c1f0-0000-7000-8000-000000000001';

const product = (id: string): SaleProduct => ({
  id,
  sku: id.toUpperCase(),
  name: `Product ${id}`,
  price: '10.00',
  currency: 'USD',
  stock: 5,
});

type Item = PurchasePreview['items'][number];

const item = (id: string, problem: Item['problem'], available: number | null): Item => ({
  product_id: id,
  sku: id.toUpperCase(),
  name: `Product ${id}`,
  unit_price: '10.00',
  quantity: 4,
  amount: '40.00',
  available,
  problem,
});

const saleOf = (...ids: string[]): Sale => ids.reduce((sale, id) => addOne(sale, product(id)), emptySale);
const quantities = (sale: Sale) => sale.lines.map((line) => [line.product.id, line.quantity]);

/** The same for a sale that can be sent. */
function purchase(sale: Sale) {
  const made = purchaseOf(sale, customerId);
  if (!made) throw new Error('there is nothing to send');
  return made;
}

describe('the lines of a sale', () => {
  it('count a product that is added again as one piece more of its line', () => {
    expect(quantities(saleOf('a', 'b', 'a'))).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('never pass the most pieces that a sale can have', () => {
    const full = setQuantity(saleOf('a'), 'a', mostPieces);
    expect(quantities(addOne(full, product('a')))).toEqual([['a', mostPieces]]);
  });

  it('get what is left where they are short, go where nothing is, and stay where nothing is wrong', () => {
    const fitted = fitToStock(setQuantity(saleOf('a', 'b', 'c', 'd'), 'd', 7), [
      item('a', 'insufficient_stock', 3),
      item('b', 'insufficient_stock', 0),
      item('c', 'product_not_for_sale', null),
      item('d', null, 9),
    ]);
    expect(quantities(fitted)).toEqual([
      ['a', 3],
      ['d', 7],
    ]);
  });
});

describe('what the server is asked', () => {
  it('is nothing while there is nobody to sell to, or nothing to sell', () => {
    expect(purchaseOf(saleOf('a'), null)).toBeNull();
    expect(purchaseOf(emptySale, customerId)).toBeNull();
    expect(purchaseOf(removeLine(saleOf('a'), 'a'), customerId)).toBeNull();
  });

  it('has the amount as it was typed, and leaves out what is empty', () => {
    const sale: Sale = {
      ...saleOf('a'),
      useBalance: true,
      payment: { amount: ' 9007199254740993.10 ', method: 'card', reference: ' ' },
      note: '  ',
    };
    expect(purchaseOf(sale, customerId)).toEqual({
      customer_id: customerId,
      items: [{ product_id: 'a', quantity: 1 }],
      use_balance: true,
      payment: { amount: '9007199254740993.10', method: 'card' },
    });
  });

  it('has no payment while its amount is still to be typed, and says that it lacks', () => {
    const sale: Sale = { ...saleOf('a'), payment: { amount: ' ', method: 'cash', reference: '' } };
    expect(purchaseOf(sale, customerId)).not.toHaveProperty('payment');
    expect(lacksAmount(sale)).toBe(true);
    expect(lacksAmount(saleOf('a'))).toBe(false);
  });

  it('is the same sum whatever the note says', () => {
    expect(withoutNote(purchase({ ...saleOf('a'), note: 'Rush' }))).toEqual(purchase(saleOf('a')));
  });
});

describe('the keys of a till', () => {
  const one = purchase(saleOf('a'));
  const two = purchase(saleOf('a', 'a'));

  it('are the same for a retry of the same sale, and for a sale that was changed back', () => {
    const keys = new SaleKeys();
    const first = keys.of(one);
    expect(keys.of({ ...one })).toBe(first);
    expect(keys.of(two)).not.toBe(first);
    expect(keys.of(one)).toBe(first);
  });

  it('are new for each change: a quantity, the customer, the payment, the note', () => {
    const keys = new SaleKeys();
    const changed = [
      one,
      two,
      { ...one, customer_id: '0196c1f0-0000-7000-8000-000000000002' },
      { ...one, payment: { amount: '5' } },
      { ...one, use_balance: true },
      { ...one, note: 'Rush' },
    ];
    expect(new Set(changed.map((each) => keys.of(each))).size).toBe(changed.length);
  });

  it('are new for the same basket once a sale is made', () => {
    const keys = new SaleKeys();
    const first = keys.of(one);
    keys.forget();
    expect(keys.of(one)).not.toBe(first);
  });
});
