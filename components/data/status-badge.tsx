import {
  Archive,
  Ban,
  CalendarClock,
  Check,
  CircleDashed,
  CircleDot,
  CirclePause,
  ClockAlert,
  Contrast,
  Hand,
  Hourglass,
  LoaderCircle,
  OctagonPause,
  RotateCcw,
  Undo2,
  X,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';

interface Look {
  label: string;
  tone: Tone;
  icon: LucideIcon;
  turning?: boolean;
}

const looks = {
  active: { label: 'Active', tone: 'positive', icon: CircleDot },
  inactive: { label: 'Paused', tone: 'warning', icon: CirclePause },
  archived: { label: 'Archived', tone: 'neutral', icon: Archive },
  success: { label: 'Debited', tone: 'positive', icon: Check },
  failed: { label: 'Failed', tone: 'danger', icon: X },
  running: { label: 'Running', tone: 'accent', icon: LoaderCircle, turning: true },
  completed: { label: 'Completed', tone: 'positive', icon: Check },
  schedule: { label: 'Scheduled', tone: 'neutral', icon: CalendarClock },
  catch_up: { label: 'Catch-up', tone: 'warning', icon: RotateCcw },
  open: { label: 'Open', tone: 'accent', icon: CircleDashed },
  part_paid: { label: 'Part paid', tone: 'accent', icon: Contrast },
  overdue: { label: 'Overdue', tone: 'danger', icon: ClockAlert },
  paid: { label: 'Paid', tone: 'positive', icon: Check },
  cancelled: { label: 'Cancelled', tone: 'neutral', icon: Ban },
  received: { label: 'Received', tone: 'positive', icon: Check },
  reversed: { label: 'Reversed', tone: 'warning', icon: Undo2 },
  unbilled: { label: 'Unbilled', tone: 'accent', icon: Hourglass },
  held: { label: 'Held', tone: 'warning', icon: OctagonPause },
  billed: { label: 'Billed', tone: 'positive', icon: Check },
  manual: { label: 'Manual', tone: 'neutral', icon: Hand },
} as const satisfies Record<string, Look>;

export type Status = keyof typeof looks;

/** A state in words and with a sign of its own, so that colour is never all that tells it. */
export function StatusBadge({ status }: { status: Status }) {
  const { label, tone, icon: Icon, turning }: Look = looks[status];
  return (
    <Badge tone={tone}>
      <Icon className={turning ? 'animate-spin' : undefined} aria-hidden />
      {label}
    </Badge>
  );
}
