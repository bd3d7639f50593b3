import type { Filter } from '@/components/data/filter-bar';
import { meterValue } from './usage-address';
import type { UsageSummary } from './usage-words';

export const usageStatusFilter: Filter = {
  name: 'status',
  label: 'Status',
  none: 'all',
  options: [
    { value: 'all', label: 'All events' },
    { value: 'unbilled', label: 'Unbilled' },
    { value: 'held', label: 'Held' },
    { value: 'billed', label: 'Billed' },
  ],
};

export const heldFilter: Filter = {
  name: 'held',
  label: 'State',
  none: 'all',
  options: [
    { value: 'all', label: 'All unbilled' },
    { value: 'true', label: 'Held' },
    { value: 'false', label: 'Waiting for the next run' },
  ],
};

/** What was used of late, and what is chosen, though it may be older. */
export function meterFilter(meters: UsageSummary['meters'], chosen: string | undefined): Filter {
  const options = meters.map((meter) => ({
    value: meterValue(meter),
    label: meter.name,
    description: meter.product_id === null ? 'Service' : 'Product',
  }));
  const isThere = chosen === undefined || options.some(({ value }) => value === chosen);
  return {
    name: 'meter',
    label: 'What was used',
    none: 'any',
    options: [
      { value: 'any', label: 'Anything used' },
      ...(isThere
        ? []
        : [{ value: chosen, label: chosen.replace(/^service:/, '').replace(/^product:.*/, 'One product') }]),
      ...options,
    ],
  };
}
