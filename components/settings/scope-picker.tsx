'use client';

import { useId, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { FieldFrame } from '@/components/ui/field';
import { permissions, type Permission } from '@/lib/operations/define';

const scopeWords: Record<Permission, string> = {
  'customers:read': 'See customers',
  'customers:write': 'Create and change customers',
  'wallets:read': 'See balances and the ledger',
  'wallets:write': 'Top up wallets',
  'debits:read': 'See debit runs and logs',
  'debits:run': 'Run debits',
  'products:read': 'See products and stock',
  'products:write': 'Create and change products, adjust stock',
  'orders:read': 'See orders and what is overdue',
  'orders:write': 'Make and cancel sales',
  'payments:read': 'See payments',
  'payments:write': 'Record and reverse payments',
  'usage:read': 'See usage and what was billed for it',
  'usage:write': 'Record usage',
  'billing:run': 'Bill usage now',
  'sessions:read': 'See sessions and credits',
  'sessions:write': 'Start and stop sessions',
  'holds:read': 'See what is held',
  'holds:write': 'Hold, capture and release',
  'webhooks:read': 'See webhook endpoints and events',
  'webhooks:write': 'Change webhook endpoints and send again',
  'audit:read': 'See who changed what',
  'business:read': 'See the business, its members and keys',
  'business:write': 'Change settings',
  'members:write': 'Invite, change and remove members',
  'keys:write': 'Create and revoke API keys',
};

/** What most integrations need: reading everything and moving money, not managing the business. */
const preset: readonly Permission[] = [
  'customers:read',
  'customers:write',
  'wallets:read',
  'wallets:write',
  'debits:read',
  'debits:run',
  'products:read',
  'products:write',
  'orders:read',
  'orders:write',
  'payments:read',
  'payments:write',
  'usage:read',
  'usage:write',
  'billing:run',
  'sessions:read',
  'sessions:write',
  'holds:read',
  'holds:write',
  'business:read',
];

export function ScopePicker() {
  const [chosen, setChosen] = useState<ReadonlySet<Permission>>(new Set(preset));
  const prefix = useId();
  const set = (scope: Permission, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(scope);
    else next.delete(scope);
    setChosen(next);
  };
  return (
    <FieldFrame name="scopes" label="Scopes" hint={`${chosen.size} of ${permissions.length} chosen`}>
      {(control) => (
        <div
          role="group"
          aria-label="Scopes"
          aria-describedby={control['aria-describedby']}
          className="border-line grid max-h-56 gap-0.5 overflow-y-auto rounded-lg border p-1.5"
        >
          {permissions.map((scope, index) => {
            // The label of the frame leads to the first box.
            const id = index === 0 ? control.id : `${prefix}-${scope}`;
            return (
              <label
                key={scope}
                htmlFor={id}
                className="hover:bg-hover flex items-center gap-3 rounded-md px-2 py-1.5 text-sm"
              >
                <Checkbox
                  id={id}
                  name="scopes"
                  value={scope}
                  checked={chosen.has(scope)}
                  onCheckedChange={(checked) => set(scope, checked === true)}
                  aria-invalid={control['aria-invalid']}
                />
                <span className="min-w-0 flex-1">{scopeWords[scope]}</span>
                <code className="text-muted font-mono text-xs max-[420px]:hidden">{scope}</code>
              </label>
            );
          })}
        </div>
      )}
    </FieldFrame>
  );
}
