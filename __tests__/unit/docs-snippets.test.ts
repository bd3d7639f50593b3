import { operations } from '@/lib/docs/api';
import { curlSnippet, sendsKey } from '@/lib/docs/snippets';

const named = (...names: string[]) => operations.filter(({ name }) => names.includes(name));

test('the reference sends usage without a key of its own, so that sending it twice shows the duplicate', () => {
  const usage = named('record_usage', 'record_product_usage', 'record_usage_batch');
  expect(usage).toHaveLength(3);
  expect(usage.map(sendsKey)).toEqual([false, false, false]);
  expect(usage.map((operation) => curlSnippet(operation, '$URL')).join()).not.toContain('Idempotency-Key');
});

test('it sends a key with every other write that takes one, and with no read', () => {
  expect(named('add_credit', 'create_hold', 'get_balance').map(({ name }) => name)).toHaveLength(3);
  expect(named('add_credit', 'create_hold').map(sendsKey)).toEqual([true, true]);
  expect(named('get_balance').map(sendsKey)).toEqual([false]);
});
