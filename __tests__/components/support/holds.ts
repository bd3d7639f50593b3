import type { Hold, HoldDetail, HoldPage } from '@/components/holds/hold-words';
import { adaId, memberActor } from './running';

/** Made five seconds ago for a minute: 25.00 were set aside, 6.60 are captured, 18.40 are held. */
export const holding: Hold = {
  id: '0196c1f0-0000-7000-8000-0000000000e1',
  customer_id: adaId,
  customer_name: 'Ada',
  wallet: 'prepaid',
  unit: 'USD',
  amount: '25.00',
  captured: '6.60',
  held: '18.40',
  status: 'active',
  description: 'render job 4711',
  created_at: '2026-11-21T09:00:00.000000Z',
  expires_at: '2026-11-21T09:01:00.000000Z',
  ended_at: null,
  actor: memberActor,
  request_id: null,
};

/** One of credits that nobody captured in time. */
export const expired: Hold = {
  ...holding,
  id: '0196c1f0-0000-7000-8000-0000000000e2',
  wallet: 'credits',
  unit: 'credit',
  amount: '40',
  captured: '0',
  held: '0',
  status: 'expired',
  description: null,
  created_at: '2026-11-21T08:00:00Z',
  expires_at: '2026-11-21T08:15:00Z',
  ended_at: '2026-11-21T08:15:00Z',
};

let answers = 0;

/** The time of an answer of its own: each is right a microsecond after the one before. */
function clock() {
  answers += 1;
  return {
    as_of: `2026-11-21T09:00:05.${String(answers).padStart(6, '0')}Z`,
    clock_stands_still: false,
  };
}

export function holdsPage(...data: Hold[]): HoldPage {
  return { data, has_more: false, next_cursor: null, ...clock() };
}

export function holdDetail(hold: Hold, captures: HoldDetail['captures'] = []): HoldDetail {
  return { ...hold, ...clock(), captures };
}
