import { Eye } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { importFile, previewImport } from '@/app/actions/imports';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { ImportPanel } from '@/components/imports/import-panel';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';

export const metadata: Metadata = { title: 'Import customers' };

export default async function ImportCustomersPage() {
  const { business } = await currentMember();
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        back={{ href: '/customers', label: 'Customers' }}
        title="Import customers"
        description="From a CSV file, each with its opening balance. You see what every row would do before anything is written."
      />
      {can(business.role, 'customers:write') ? (
        <ImportPanel key={business.id} noun="customers" preview={previewImport} run={importFile} />
      ) : (
        <Card aria-label="Import customers">
          <EmptyState
            icon={Eye}
            title="Your role reads only"
            action={
              <Button asChild variant="secondary">
                <Link href="/customers">Open customers</Link>
              </Button>
            }
          >
            To import, ask an owner or admin of {business.name} to make you a member.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}
