import { Ban, Check, CircleDot, CirclePause, Hourglass, RotateCcw, TriangleAlert, X } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { Badge, type Tone } from '@/components/ui/badge';
import type { DeliveryStatus, EndpointState } from './webhook-words';

interface Look {
  label: string;
  tone: Tone;
  icon: LucideIcon;
}

const deliveries: Readonly<Record<DeliveryStatus, Look>> = {
  pending: { label: 'Waiting', tone: 'accent', icon: Hourglass },
  retrying: { label: 'Retrying', tone: 'warning', icon: RotateCcw },
  delivered: { label: 'Delivered', tone: 'positive', icon: Check },
  abandoned: { label: 'Given up', tone: 'danger', icon: X },
};

const endpoints: Readonly<Record<EndpointState, Look>> = {
  active: { label: 'Active', tone: 'positive', icon: CircleDot },
  failing: { label: 'Failing', tone: 'danger', icon: TriangleAlert },
  disabled: { label: 'Disabled', tone: 'neutral', icon: CirclePause },
  given_up: { label: 'Given up', tone: 'danger', icon: Ban },
};

function LookBadge({ look: { label, tone, icon: Icon }, more }: { look: Look; more?: string | undefined }) {
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
      {more}
    </Badge>
  );
}

/** What became of an event at an endpoint; `more` says of how many. */
export function DeliveryBadge({ status, more }: { status: DeliveryStatus; more?: string | undefined }) {
  return <LookBadge look={deliveries[status]} more={more} />;
}

export function EndpointBadge({ state }: { state: EndpointState }) {
  return <LookBadge look={endpoints[state]} />;
}
