'use client';

import { Square } from 'lucide-react';
import { toast } from 'sonner';
import { stopSessionAction } from '@/app/actions/sessions';
import { Button, type ButtonProps } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { formatAmount } from '@/lib/money/format';

export interface StopSessionButtonProps {
  session: { id: string; customer_id: string; customer_name: string };
  size?: ButtonProps['size'];
  className?: string;
}

/** Ends a running session. It names the session, so that one which was started later is never meant. */
export function StopSessionButton({ session, size, className }: StopSessionButtonProps) {
  const { customer_name: name } = session;
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size={size} className={className}>
          <Square aria-hidden />
          Stop
          <span className="sr-only"> the session of {name}</span>
        </Button>
      }
      title={`Stop the session of ${name}?`}
      description="From this second on no credit is used. What was used stays used, and another session can be started at any time."
      confirm="Stop session"
      action={stopSessionAction}
      fields={{ customer_id: session.customer_id, session_id: session.id }}
      onSuccess={({ stopped, session: ended }) =>
        toast.success(
          stopped ? `The session of ${name} is stopped` : `The session of ${name} had ended before`,
          { description: `${formatAmount(ended.credits_used, 'credit')} used.` },
        )
      }
    />
  );
}
