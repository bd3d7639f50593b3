import type { Filter } from '@/components/data/filter-bar';
import type { InputOf } from '@/lib/operations/define';
import { holdStatus, type listHolds } from '@/lib/operations/holds';
import { choice, parameter, type SearchParams } from '@/lib/ui/search-params';
import type { HoldStatus } from './hold-words';

/** What of an address is asked of the server; whatever makes no sense is left out. */

export const holdStatusFilter: Filter = {
  name: 'status',
  label: 'Status',
  none: 'all',
  options: [
    { value: 'all', label: 'All holds' },
    { value: 'active', label: 'On hold' },
    { value: 'captured', label: 'Captured' },
    { value: 'released', label: 'Released' },
    { value: 'expired', label: 'Expired' },
  ],
};

export interface HoldQuestion {
  customer?: string;
  status?: HoldStatus;
}

export function holdQuestion(params: SearchParams): HoldQuestion {
  const customer = parameter(params, 'customer');
  const status = choice(params, 'status', holdStatus.options);
  return { ...(customer !== undefined && { customer }), ...(status !== undefined && { status }) };
}

/** The input of `list_holds`. */
export function holdInput({
  customer,
  status,
}: HoldQuestion): Pick<InputOf<typeof listHolds>, 'customer_id' | 'status'> {
  return {
    ...(customer !== undefined && { customer_id: customer }),
    ...(status !== undefined && { status }),
  };
}
