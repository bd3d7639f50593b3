import { z } from 'zod';
import { defineOperation, permissions } from './define';
import { businessId, id, instant, text, time } from './schemas';

/** The keys by which programs call. */

export const apiKey = z.object({
  id,
  name: z.string(),
  /** The first characters of the key, to tell keys apart. */
  prefix: z.string(),
  scopes: z.array(z.enum(permissions)),
  created_at: time,
  last_used_at: time.nullable(),
  expires_at: time.nullable(),
  revoked_at: time.nullable(),
});

export const listApiKeys = defineOperation({
  name: 'list_api_keys',
  method: 'GET',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'List the API keys',
  access: 'business:read',
  input: z.strictObject({ business_id: businessId }),
  output: z.object({ data: z.array(apiKey) }),
  status: 200,
  idempotency: 'safe',
  errors: [],
});

export const createApiKey = defineOperation({
  name: 'create_api_key',
  method: 'POST',
  path: '/api-keys',
  tag: 'API keys',
  summary: 'Make an API key',
  description:
    'The key itself is in this answer and never shown again. A caller cannot give a scope it does not have.',
  access: 'keys:write',
  input: z.strictObject({
    business_id: businessId,
    name: text(120),
    scopes: z.array(z.enum(permissions)).min(1, 'choose at least one scope').optional(),
    expires_at: instant.optional(),
  }),
  output: apiKey.extend({
    /** Null when a keyed request is answered again: a key is shown once. */
    key: z.string().nullable(),
  }),
  status: 201,
  idempotency: 'key',
  errors: [],
});

export const revokeApiKey = defineOperation({
  name: 'revoke_api_key',
  method: 'DELETE',
  path: '/api-keys/{api_key_id}',
  tag: 'API keys',
  summary: 'Revoke an API key',
  access: 'keys:write',
  input: z.strictObject({ business_id: businessId, api_key_id: id }),
  output: apiKey,
  status: 200,
  idempotency: 'natural',
  errors: ['api_key_not_found'],
});
