import { Eye } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { EmptyState } from '@/components/data/empty-state';
import { PageHeader } from '@/components/data/page-header';
import { Till } from '@/components/sales/till';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { getCustomer } from '@/lib/operations/customers';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { can } from '@/lib/ui/permissions';
import { parameter } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'New sale' };

export default async function NewSalePage({ searchParams }: PageProps<'/sales/new'>) {
  const customerId = parameter(await searchParams, 'customer');
  const { business } = await currentMember();
  const maySell = can(business.role, 'orders:write');
  const customer = customerId && maySell ? await query(getCustomer, { customer_id: customerId }) : null;
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageHeader title="New sale" description="On credit, from the balance, or paid at once." />
      {maySell ? (
        <Till key={business.id} customer={customer} currency={business.currency} />
      ) : (
        <Card aria-label="New sale">
          <EmptyState
            icon={Eye}
            title="Your role reads only"
            action={
              <Button asChild variant="secondary">
                <Link href="/orders">Open orders</Link>
              </Button>
            }
          >
            To sell, ask an owner or admin of {business.name} to make you a member.
          </EmptyState>
        </Card>
      )}
    </div>
  );
}
