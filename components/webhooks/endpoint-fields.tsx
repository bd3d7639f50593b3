'use client';

import { Field } from '@/components/ui/field';
import { EventTypePicker } from './event-type-picker';
import type { Endpoint } from './webhook-words';

/** Where, what it is, and what is sent; empty for a new one. */
export function EndpointFields({ endpoint }: { endpoint?: Endpoint }) {
  return (
    <>
      <Field
        name="url"
        label="Address"
        type="url"
        inputMode="url"
        placeholder="https://example.com/webhooks"
        autoComplete="off"
        defaultValue={endpoint?.url}
        hint="It gets a POST with JSON, and answers with a status of 200 to 299 within 15 seconds."
        required
      />
      <Field
        name="description"
        label="Name"
        placeholder="Production"
        autoComplete="off"
        defaultValue={endpoint?.description ?? ''}
        optional
      />
      <EventTypePicker {...(endpoint ? { chosen: endpoint.event_types } : {})} />
    </>
  );
}
