import { ScrollText } from 'lucide-react';
import type { Metadata } from 'next';
import { connection } from 'next/server';
import Link from 'next/link';
import { LiveRefresh } from '@/components/live/live-refresh';
import { ReadOnlyNote } from '@/components/settings/read-only-note';
import { Button } from '@/components/ui/button';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { CreateEndpointDialog } from '@/components/webhooks/create-endpoint-dialog';
import { EndpointTable } from '@/components/webhooks/endpoint-table';
import { FirstEndpoint } from '@/components/webhooks/first-endpoint';
import { listWebhookEndpoints } from '@/lib/operations/webhooks';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage({ searchParams }: PageProps<'/settings/webhooks'>) {
  await connection();
  const [params, { data: endpoints }, { business }] = await Promise.all([
    searchParams,
    query(listWebhookEndpoints),
    currentMember(),
  ]);
  const mayEdit = can(business.role, 'webhooks:write');
  return (
    <div className="grid grid-cols-1 gap-5">
      <Card aria-labelledby="webhooks">
        <CardHeader className="border-line border-b">
          <div>
            <CardTitle id="webhooks">Webhooks</CardTitle>
            <CardDescription>
              Programs of yours that are told what happens, signed and in order.
            </CardDescription>
            <LiveRefresh topics={['webhooks']} />
          </div>
          <div className="flex flex-wrap gap-2">
            {endpoints.length > 0 ? (
              <Button asChild variant="secondary">
                <Link href="/settings/webhooks/events">
                  <ScrollText aria-hidden />
                  Event log
                </Link>
              </Button>
            ) : null}
            {mayEdit ? (
              <CreateEndpointDialog defaultOpen={parameter(params, 'create') !== undefined} />
            ) : null}
          </div>
        </CardHeader>
        {endpoints.length === 0 ? (
          <FirstEndpoint mayEdit={mayEdit} />
        ) : (
          <EndpointTable endpoints={endpoints} />
        )}
      </Card>
      {mayEdit ? null : <ReadOnlyNote>Owners and admins can add and change endpoints.</ReadOnlyNote>}
    </div>
  );
}
