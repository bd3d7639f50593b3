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

export const metadata: Metadata = { title: 'Import products' };

export default async function ImportProductsPage() {
  const { business } = await currentMember();
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader
        back={{ href: '/products', label: 'Products' }}
        title="Import products"
        description="From a CSV file, each with its opening stock. You see what every row would do before anything is written."
      />
      {can(business.role, 'products:write') ? (
        <ImportPanel key={business.id} noun="products" preview={previewImport} run={importFile} />
      ) : (
        <Card aria-label="Import products">
          <EmptyState
            icon={Eye}
            title="Your role reads only"
            action={
              <Button asChild variant="secondary">
                <Link href="/products">Open products</Link>
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
