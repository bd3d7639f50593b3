import { Check, Hourglass, LockKeyhole, Undo2, type LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import type { HoldStatus } from './hold-words';

const looks: Record<HoldStatus, { label: string; tone: Tone; icon: LucideIcon }> = {
  active: { label: 'On hold', tone: 'accent', icon: LockKeyhole },
  captured: { label: 'Captured', tone: 'positive', icon: Check },
  released: { label: 'Released', tone: 'neutral', icon: Undo2 },
  expired: { label: 'Expired', tone: 'warning', icon: Hourglass },
};

/** Whether something is held still, and otherwise how that ended; in words and with a sign of its own. */
export function HoldBadge({ status }: { status: HoldStatus }) {
  const { label, tone, icon: Icon } = looks[status];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
