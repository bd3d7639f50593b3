'use client';

import { toast } from 'sonner';
import { revokeApiKeyAction } from '@/app/actions/api-keys';
import { Button } from '@/components/ui/button';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';

export function RevokeKeyButton({ id, name }: { id: string; name: string }) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="small" className="text-danger hover:bg-danger-soft hover:text-danger">
          Revoke
          <span className="sr-only"> {name}</span>
        </Button>
      }
      title={`Revoke ${name}?`}
      description="Programs that use it are refused at once. A revoked key never works again."
      confirm="Revoke key"
      action={revokeApiKeyAction}
      fields={{ api_key_id: id }}
      onSuccess={() => toast.success(`${name} is revoked`)}
    />
  );
}
