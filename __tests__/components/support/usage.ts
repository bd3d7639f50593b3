import type { UsageEventDetail } from '@/components/usage/event-facts';
import type { UnbilledLine, UsageSummary } from '@/components/usage/usage-words';

export const adaId = '0196c1f0-0000-7000-8000-000000000001';
export const productId = '0196c1f0-0000-7000-8000-0000000000a1';
const chargeId = '0196c1f0-0000-7000-8000-0000000000e1';
const runId = '0196c1f0-0000-7000-8000-0000000000f1';

/** Billed: the run, the charge and the ledger entry are known. */
export const event: UsageEventDetail = {
  id: '0196c1f0-0000-7000-8000-0000000000d1',
  customer_id: adaId,
  customer_name: 'Ada',
  service: 'chat completions',
  product_id: null,
  product_sku: null,
  product_name: null,
  units: '1204',
  price_per_unit: '0.000002',
  amount: '0.002408',
  currency: 'USD',
  request_id: 'completion-1',
  occurred_at: '2026-11-21T09:00:00Z',
  recorded_at: '2026-11-21T09:00:01Z',
  actor: 'api_key:0196c1f0-0000-7000-8000-0000000000b1',
  source_request_id: 'request-7',
  status: 'billed',
  held_reason: null,
  charge_id: chargeId,
  billing_run_id: runId,
  entry_id: '0196c1f0-0000-7000-8000-0000000000c1.12',
};

export const unbilledEvent: UsageEventDetail = {
  ...event,
  status: 'unbilled',
  charge_id: null,
  billing_run_id: null,
  entry_id: null,
};

export const heldLine: UnbilledLine = {
  customer_id: adaId,
  customer_name: 'Ada',
  service: 'chat completions',
  product_id: null,
  name: 'chat completions',
  events: 27,
  units: '18191415',
  amount: '36.38283',
  currency: 'USD',
  held_reason: 'insufficient_funds',
  held_since: '2026-11-21T08:00:00Z',
};

/** A meter as it stands in a summary; the sums are the server's business. */
export function meter(name: string, amount: string) {
  return { service: name, product_id: null, name, events: 3, units: '10', amount };
}

export const summary: UsageSummary = {
  from_day: '2026-11-19',
  to_day: '2026-11-21',
  currency: 'USD',
  as_of: '2026-11-21T09:00:00Z',
  events: 9,
  amount: '10.500000000001',
  unbilled: '3.25',
  held: '3.00',
  held_customers: 1,
  days: [
    { day: '2026-11-19', ...meter('chat completions', '9.000000000001') },
    { day: '2026-11-21', ...meter('chat completions', '1.00') },
    { day: '2026-11-21', ...meter('storage', '0.50') },
  ],
  totals: [
    { day: '2026-11-19', events: 3, amount: '9.000000000001' },
    { day: '2026-11-21', events: 6, amount: '1.50' },
  ],
  meters: [meter('chat completions', '10.000000000001'), meter('storage', '0.50')],
  customers: [
    { customer_id: adaId, customer_name: 'Ada', events: 9, amount: '10.500000000001', unbilled: '3.25' },
  ],
};
