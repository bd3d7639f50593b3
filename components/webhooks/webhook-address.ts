import type { Filter } from '@/components/data/filter-bar';
import type { InputOf } from '@/lib/operations/define';
import { id } from '@/lib/operations/schemas';
import { webhookEventType, webhookEventTypes } from '@/lib/operations/webhook-event-types';
import { webhookDeliveryStatus, type listWebhookEvents } from '@/lib/operations/webhooks';
import { choice, parameter, type SearchParams } from '@/lib/ui/search-params';
import { dateAfter, isDate } from '@/lib/ui/utc';
import { endpointName, type DeliveryStatus, type Endpoint, type EventType } from './webhook-words';

/** What of an address is asked of the server; whatever makes no sense is left out. */

export interface WebhookQuestion {
  type?: EventType;
  status?: DeliveryStatus;
  endpoint?: string;
  customer?: string;
  from?: string;
  to?: string;
}

export function webhookQuestion(params: SearchParams): WebhookQuestion {
  const type = choice(params, 'type', webhookEventType.options);
  const status = choice(params, 'status', webhookDeliveryStatus.options);
  const endpoint = parameter(params, 'endpoint');
  const customer = parameter(params, 'customer');
  const from = parameter(params, 'from');
  const to = parameter(params, 'to');
  return {
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
    ...(endpoint !== undefined && id.safeParse(endpoint).success && { endpoint }),
    ...(customer !== undefined && { customer }),
    ...(from !== undefined && isDate(from) && { from }),
    ...(to !== undefined && isDate(to) && { to }),
  };
}

/** The input of `list_webhook_events`. */
export function webhookInput({
  type,
  status,
  endpoint,
  customer,
  from,
  to,
}: WebhookQuestion): Pick<
  InputOf<typeof listWebhookEvents>,
  'type' | 'status' | 'endpoint_id' | 'customer_id' | 'since' | 'until'
> {
  return {
    ...(type !== undefined && { type }),
    ...(status !== undefined && { status }),
    ...(endpoint !== undefined && { endpoint_id: endpoint }),
    ...(customer !== undefined && { customer_id: customer }),
    ...(from !== undefined && { since: `${from}T00:00:00Z` }),
    ...(to !== undefined && { until: `${dateAfter(to, 1)}T00:00:00Z` }),
  };
}

export const statusFilter: Filter = {
  name: 'status',
  label: 'Delivery',
  none: 'all',
  options: [
    { value: 'all', label: 'However delivered' },
    { value: 'pending', label: 'Waiting' },
    { value: 'retrying', label: 'Retrying' },
    { value: 'delivered', label: 'Delivered' },
    { value: 'abandoned', label: 'Given up' },
  ],
};

export const typeFilter: Filter = {
  name: 'type',
  label: 'Kind of event',
  none: 'any',
  options: [
    { value: 'any', label: 'Any event' },
    ...webhookEventTypes.map((type) => ({ value: type, label: type })),
  ],
};

export function endpointFilter(endpoints: readonly Endpoint[], chosen: string | undefined): Filter {
  const isThere = chosen === undefined || endpoints.some(({ id: known }) => known === chosen);
  return {
    name: 'endpoint',
    label: 'Endpoint',
    none: 'any',
    options: [
      { value: 'any', label: 'Any endpoint' },
      ...(isThere ? [] : [{ value: chosen, label: 'One that was deleted' }]),
      ...endpoints.map((endpoint) => ({ value: endpoint.id, label: endpointName(endpoint) })),
    ],
  };
}
