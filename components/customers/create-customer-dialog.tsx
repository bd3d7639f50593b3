'use client';

import { Plus } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { createCustomerAction } from '@/app/actions/customers';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { CustomerForm } from './customer-form';

export function CreateCustomerDialog({
  currency,
  defaultOpen = false,
}: {
  currency: string;
  defaultOpen?: boolean;
}) {
  const [open, setOpen] = useState(defaultOpen);
  const router = useRouter();
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Create customer
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Create customer"
        description="With a prepaid wallet for the hourly amount, and credit for orders if you give some."
      >
        <CustomerForm
          action={createCustomerAction}
          currency={currency}
          onDone={(customer) => {
            setOpen(false);
            toast.success(`${customer.name} is created`);
            router.push(`/customers/${customer.id}`);
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
