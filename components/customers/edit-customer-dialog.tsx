'use client';

import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { updateCustomerAction } from '@/app/actions/customers';
import { Button } from '@/components/ui/button';
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog';
import { CustomerForm } from './customer-form';
import type { Customer } from './customer-table';

export function EditCustomerDialog({ customer }: { customer: Customer }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="secondary">
          <Pencil aria-hidden />
          Edit
        </Button>
      </DialogTrigger>
      <DialogContent
        title={`Edit ${customer.name}`}
        description="The balance changes only through the ledger."
      >
        <CustomerForm
          action={updateCustomerAction}
          currency={customer.currency}
          customer={customer}
          onDone={() => {
            setOpen(false);
            toast.success('The changes are saved');
          }}
        />
      </DialogContent>
    </Dialog>
  );
}
