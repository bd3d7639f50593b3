import { BatteryLow, CircleStop, DoorClosed } from 'lucide-react';
import { formatAmount } from '@/lib/money/format';
import { ClockTime } from './clock-time';
import { durationWords, endWords, type EndedSession } from './session-words';

const icons = {
  stopped: CircleStop,
  ran_out: BatteryLow,
  ended_by_business: DoorClosed,
  customer_archived: DoorClosed,
} as const;

export interface LastSessionProps {
  ended: EndedSession;
  businessName: string;
}

/** What happened last: when, why, and what it came to. */
export function LastSession({ ended, businessName }: LastSessionProps) {
  const Icon = icons[ended.reason ?? 'stopped'];
  return (
    <div className="bg-subtle flex items-start gap-3 rounded-2xl px-4 py-3 text-sm">
      <Icon className="text-muted mt-0.5 size-4.5 shrink-0" aria-hidden />
      <div className="min-w-0">
        <p className="font-medium">
          Ended at <ClockTime value={ended.at} />: {endWords(ended, businessName)}
        </p>
        <p className="text-muted">
          {durationWords(ended.seconds)}, {formatAmount(ended.creditsUsed, 'credit')}
        </p>
      </div>
    </div>
  );
}
