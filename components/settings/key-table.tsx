import { Ban, CircleCheck, Clock } from 'lucide-react';
import type { z } from 'zod';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { Badge } from '@/components/ui/badge';
import { permissions } from '@/lib/operations/define';
import type { apiKey } from '@/lib/operations/api-keys';
import { RevokeKeyButton } from './revoke-key-button';

type ApiKey = z.output<typeof apiKey>;

function scopesText(key: ApiKey): string {
  if (key.scopes.length === permissions.length) return 'Everything';
  return key.scopes.join(', ');
}

function KeyState({ apiKey: key, now }: { apiKey: ApiKey; now: number }) {
  if (key.revoked_at) {
    return (
      <Badge>
        <Ban aria-hidden />
        Revoked
      </Badge>
    );
  }
  if (key.expires_at && Date.parse(key.expires_at) <= now) {
    return (
      <Badge tone="warning">
        <Clock aria-hidden />
        Expired
      </Badge>
    );
  }
  return (
    <Badge tone="positive">
      <CircleCheck aria-hidden />
      Works
    </Badge>
  );
}

export function KeyTable({ keys, mayEdit, now }: { keys: readonly ApiKey[]; mayEdit: boolean; now: number }) {
  const columns: readonly Column<ApiKey>[] = [
    {
      key: 'name',
      header: 'Key',
      phone: 'lead',
      cell: (key) => (
        <span className="grid min-w-32">
          <span className="line-clamp-2 wrap-anywhere">{key.name}</span>
          <code className="text-muted font-mono text-xs font-normal">{key.prefix}</code>
        </span>
      ),
    },
    { key: 'state', header: 'State', phone: 'figure', cell: (key) => <KeyState apiKey={key} now={now} /> },
    {
      key: 'scopes',
      header: 'Scopes',
      phone: 'line',
      cell: (key) => (
        <span className="text-ink-soft line-clamp-2 max-w-56 text-xs break-words" title={scopesText(key)}>
          {scopesText(key)}
        </span>
      ),
    },
    {
      key: 'used',
      header: 'Last used',
      cell: (key) =>
        key.last_used_at ? <Timestamp value={key.last_used_at} /> : <span className="text-muted">Never</span>,
    },
    {
      key: 'expires',
      header: 'Expires',
      cell: (key) =>
        key.expires_at ? <Timestamp value={key.expires_at} /> : <span className="text-muted">Never</span>,
    },
    {
      key: 'actions',
      header: 'Action',
      align: 'end',
      phone: 'bare',
      cell: (key) =>
        mayEdit && !key.revoked_at ? (
          <RevokeKeyButton id={key.id} name={key.name} />
        ) : (
          <span className="text-muted max-sm:hidden">None</span>
        ),
    },
  ];
  return <DataTable caption="API keys" columns={columns} rows={keys} rowKey={(key) => key.id} />;
}
