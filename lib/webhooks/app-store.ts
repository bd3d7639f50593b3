import 'server-only';
import type { Identity } from '@/lib/auth/identity';
import { call } from '@/lib/database/call';
import type { DeliveryStore } from './deliver';
import type { Claim } from './send';

/** Deliveries for the app, which is no administrator of the database; `app` is its own identity. */
export function appStore(app: Identity): DeliveryStore {
  return {
    async claim(room) {
      const answer = await call('claim_webhooks', { room }, app);
      return JSON.parse(answer.text) as Claim[];
    },
    async settle({ business_id, endpoint_id, event_id, claim_id }, attempt) {
      const args = { attempt: { business_id, endpoint_id, event_id, claim_id, ...attempt } };
      const answer = await call('settle_webhook', args, app);
      return (JSON.parse(answer.text) as { status: string | null }).status;
    },
  };
}
