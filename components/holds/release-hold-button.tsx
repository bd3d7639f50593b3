'use client';

import { Undo2 } from 'lucide-react';
import { toast } from 'sonner';
import { releaseHoldAction } from '@/app/actions/holds';
import { Button, type ButtonProps } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { formatAmount } from '@/lib/money/format';
import type { Hold } from './hold-words';

export interface ReleaseHoldButtonProps {
  hold: Pick<Hold, 'id' | 'customer_name' | 'held' | 'unit'>;
  size?: ButtonProps['size'];
}

/** Gives back what is held, after a question. */
export function ReleaseHoldButton({ hold, size }: ReleaseHoldButtonProps) {
  const held = formatAmount(hold.held, hold.unit);
  return (
    <ConfirmDialog
      trigger={
        <Button variant="secondary" size={size}>
          <Undo2 aria-hidden />
          Release
        </Button>
      }
      title={`Release ${held} of ${hold.customer_name}?`}
      description="It can be spent again at once. Whatever the hold was for is not paid by it any more."
      confirm="Release"
      action={releaseHoldAction}
      fields={{ hold_id: hold.id }}
      onSuccess={({ status }) =>
        status === 'released'
          ? toast.success(`${held} is released`)
          : toast.success('The hold was over before', { description: 'Nothing was on hold any more.' })
      }
    />
  );
}
