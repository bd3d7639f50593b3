import { Radio } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { endingOf, type Session } from './session-words';

/** Whether a session runs, and otherwise why it ended; in words and with a sign of its own. */
export function SessionBadge({ session }: { session: Pick<Session, 'status' | 'end_reason'> }) {
  if (session.end_reason === null) {
    return (
      <Badge tone="positive">
        <Radio className="motion-safe:animate-pulse" aria-hidden />
        Running
      </Badge>
    );
  }
  const { label, icon: Icon } = endingOf(session.end_reason);
  return (
    <Badge tone={session.end_reason === 'ran_out' ? 'warning' : 'neutral'}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}
