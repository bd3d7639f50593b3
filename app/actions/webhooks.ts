'use server';

import { refresh } from 'next/cache';
import type { OutputOf } from '@/lib/operations/define';
import { webhookEventTypes } from '@/lib/operations/webhook-event-types';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  replayWebhookEvents,
  retryWebhookDelivery,
  rotateWebhookSecret,
  sendTestWebhook,
  updateWebhookEndpoint,
} from '@/lib/operations/webhooks';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { idempotencyKeyOf, textField, textFields } from '@/lib/ui/form-data';

type Previous = ActionResult<unknown> | null;

/** What is ticked; with the tick for every event nothing, which is everything. */
function eventTypesOf(form: FormData) {
  const chosen = new Set(form.getAll('event_types'));
  return form.get('every_event') === 'on' ? [] : webhookEventTypes.filter((type) => chosen.has(type));
}

/** An empty list means everything, and is not what somebody meant who ticked nothing. */
function nothingChosen(form: FormData): ActionResult<never> | null {
  if (form.get('every_event') === 'on' || eventTypesOf(form).length > 0) return null;
  return {
    ok: false,
    code: 'invalid_request',
    message: 'Choose what is sent',
    remedy: 'Tick at least one event, or every event.',
    fields: { event_types: 'tick at least one event, or every event' },
  };
}

const endpointOf = (form: FormData) => ({ endpoint_id: textField(form, 'endpoint_id') });

export async function createWebhookEndpointAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createWebhookEndpoint>>> {
  const refused = nothingChosen(form);
  if (refused) return refused;
  const result = await perform(
    createWebhookEndpoint,
    { url: textField(form, 'url'), ...textFields(form, ['description']), event_types: eventTypesOf(form) },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function updateWebhookEndpointAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateWebhookEndpoint>>> {
  const refused = nothingChosen(form);
  if (refused) return refused;
  const result = await perform(
    updateWebhookEndpoint,
    {
      ...endpointOf(form),
      url: textField(form, 'url'),
      // Empty on purpose removes it.
      description: textField(form, 'description').trim(),
      event_types: eventTypesOf(form),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function setWebhookStatusAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof updateWebhookEndpoint>>> {
  const status = form.get('status') === 'active' ? 'active' : 'disabled';
  const result = await perform(
    updateWebhookEndpoint,
    { ...endpointOf(form), status },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

/** The page it stands on is gone with it: whoever asked goes to the list. */
export async function deleteWebhookEndpointAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof deleteWebhookEndpoint>>> {
  return perform(deleteWebhookEndpoint, endpointOf(form), idempotencyKeyOf(form));
}

export async function rotateWebhookSecretAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof rotateWebhookSecret>>> {
  const result = await perform(rotateWebhookSecret, endpointOf(form), idempotencyKeyOf(form));
  if (result.ok) refresh();
  return result;
}

export async function sendTestWebhookAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof sendTestWebhook>>> {
  const result = await perform(sendTestWebhook, endpointOf(form), idempotencyKeyOf(form));
  if (result.ok) refresh();
  return result;
}

const spans: Readonly<Record<string, number>> = { hour: 1, day: 24, week: 168, month: 720 };

export async function replayWebhookEventsAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof replayWebhookEvents>>> {
  const { from_event_id: eventId } = textFields(form, ['from_event_id']);
  const hours = spans[textField(form, 'span')];
  // A field for date and time has no zone; the page says that it is UTC.
  const moment = textField(form, 'moment');
  const since =
    hours === undefined
      ? /^[\d-]+T[\d:]+$/.test(moment) && !Number.isNaN(Date.parse(`${moment}Z`))
        ? new Date(`${moment}Z`).toISOString()
        : null
      : new Date(Date.now() - hours * 3_600_000).toISOString();
  if (eventId === undefined && since === null) {
    return {
      ok: false,
      code: 'invalid_request',
      message: 'Say from when on',
      remedy: 'Give a date and a time of UTC.',
      fields: { moment: 'must be a date and a time' },
    };
  }
  const result = await perform(
    replayWebhookEvents,
    {
      ...endpointOf(form),
      ...(eventId === undefined ? { since: since ?? undefined } : { from_event_id: eventId }),
    },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}

export async function retryWebhookDeliveryAction(
  _previous: Previous,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof retryWebhookDelivery>>> {
  const result = await perform(
    retryWebhookDelivery,
    { ...endpointOf(form), event_id: textField(form, 'event_id') },
    idempotencyKeyOf(form),
  );
  if (result.ok) refresh();
  return result;
}
