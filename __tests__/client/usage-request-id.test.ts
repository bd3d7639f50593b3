import { canonicalUsage, usageRequestId, type UsageInput } from '@/packages/client/src';
import { customerId } from './support/client';
import { vectors } from './support/vectors';

test.each(vectors)('$note: has the canonical payload and the id that are written down', async (vector) => {
  const { payload, canonical, request_id } = vector;
  const {
    customer_id,
    service,
    product_id,
    units_consumed,
    units = units_consumed ?? '',
    price_per_unit = '',
  } = payload;
  const usage: UsageInput =
    service === undefined
      ? { customerId: customer_id, productId: product_id ?? '', units }
      : { customerId: customer_id, service, unitsConsumed: units, pricePerUnit: price_per_unit };
  expect(canonicalUsage(usage)).toBe(canonical);
  expect(await usageRequestId(usage)).toBe(request_id);
});

test.each([
  [1e21, '1000000000000000000000'],
  [1e-7, '0.0000001'],
  [1.25e-7, '0.000000125'],
  ['1.50E+3', '1500'],
  ['12345e-2', '123.45'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['000', '0'],
  ['0e5', '0'],
])('%j units are %s', (units, canonical) => {
  expect(canonicalUsage({ customerId, productId: customerId, units })).toContain(`"units":"${canonical}"`);
});

test.each(['', '.', 'ten', '1,5', '-1', 'NaN', '1e', '0x10'])('%j is no decimal', (units) => {
  expect(() => canonicalUsage({ customerId, productId: customerId, units })).toThrow('is not a decimal');
});
