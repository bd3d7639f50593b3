import { KeyRound } from 'lucide-react';
import type { Metadata } from 'next';
import { connection } from 'next/server';
import { EmptyState } from '@/components/data/empty-state';
import { CreateKeyDialog } from '@/components/settings/create-key-dialog';
import { KeyTable } from '@/components/settings/key-table';
import { ReadOnlyNote } from '@/components/settings/read-only-note';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { listApiKeys } from '@/lib/operations/api-keys';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage({ searchParams }: PageProps<'/settings/api-keys'>) {
  await connection();
  const [params, keys, { business }] = await Promise.all([searchParams, query(listApiKeys), currentMember()]);
  const mayEdit = can(business.role, 'keys:write');
  return (
    <div className="grid grid-cols-1 gap-5">
      <Card aria-labelledby="api-keys">
        <CardHeader className="border-line border-b">
          <div>
            <CardTitle id="api-keys">API keys</CardTitle>
            <CardDescription>For programs that work with {business.name}.</CardDescription>
          </div>
          {mayEdit ? <CreateKeyDialog defaultOpen={parameter(params, 'create') !== undefined} /> : null}
        </CardHeader>
        {keys.data.length === 0 ? (
          <EmptyState icon={KeyRound} title="No API key yet">
            A key lets a program create customers, top up wallets and read balances over HTTP, with only the
            scopes you give it.
          </EmptyState>
        ) : (
          <KeyTable keys={keys.data} mayEdit={mayEdit} now={new Date().getTime()} />
        )}
      </Card>
      {mayEdit ? null : <ReadOnlyNote>Owners and admins can create and revoke keys.</ReadOnlyNote>}
    </div>
  );
}
