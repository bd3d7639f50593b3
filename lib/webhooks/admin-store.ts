import type { Pool } from 'pg';
import type { DeliveryStore } from './deliver';
import type { Claim } from './send';

/** Deliveries for whoever is the administrator of the database: the job runner. `now` is for tests. */
export function adminStore(pool: Pool, now: () => Date | null = () => null): DeliveryStore {
  return {
    async claim(room) {
      const { rows } = await pool.query<Claim>('select * from private.claim_deliveries($1, $2)', [
        room,
        now(),
      ]);
      return rows;
    },
    async settle(claim, attempt) {
      const { rows } = await pool.query<{ status: string | null }>(
        'select private.settle_delivery($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as status',
        [
          claim.business_id,
          claim.endpoint_id,
          claim.event_id,
          claim.claim_id,
          attempt.started_at,
          attempt.duration_ms,
          attempt.response_status,
          attempt.response_body,
          attempt.error,
          attempt.retry_after,
          now(),
        ],
      );
      return rows[0]?.status ?? null;
    },
  };
}
