'use server';

import { refresh } from 'next/cache';
import { createApiKey, revokeApiKey } from '@/lib/operations/api-keys';
import { permissions, type OutputOf, type Permission } from '@/lib/operations/define';
import { perform } from '@/lib/pages/perform';
import type { ActionResult } from '@/lib/ui/action-result';
import { textField } from '@/lib/ui/form-data';

const day = 24 * 60 * 60 * 1000;

export async function createApiKeyAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof createApiKey>>> {
  const chosen = new Set(form.getAll('scopes'));
  const scopes: Permission[] = permissions.filter((permission) => chosen.has(permission));
  const days = Number(textField(form, 'expires_in_days'));
  const result = await perform(createApiKey, {
    name: textField(form, 'name'),
    scopes,
    ...(days > 0 ? { expires_at: new Date(Date.now() + days * day).toISOString() } : {}),
  });
  if (result.ok) refresh();
  return result;
}

export async function revokeApiKeyAction(
  _previous: ActionResult<unknown> | null,
  form: FormData,
): Promise<ActionResult<OutputOf<typeof revokeApiKey>>> {
  const result = await perform(revokeApiKey, { api_key_id: textField(form, 'api_key_id') });
  if (result.ok) refresh();
  return result;
}
