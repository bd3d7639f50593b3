'use client';

import { useState } from 'react';
import { inviteCustomerAction } from '@/app/actions/customers';
import { Secret } from '@/components/settings/secret';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';

export interface InviteCustomerDialogProps {
  customer: { id: string; name: string; email: string | null };
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Makes the link by which a person signs in as this customer, and shows it this once. */
export function InviteCustomerDialog({ customer, open, onOpenChange }: InviteCustomerDialogProps) {
  const [link, setLink] = useState<string | null>(null);
  const change = (next: boolean) => {
    if (!next) setLink(null);
    onOpenChange(next);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      {link ? (
        <DialogContent
          title={`Send this link to ${customer.name}`}
          description="Whoever opens it signs in as this customer. It works once, for seven days."
        >
          <Secret value={link} what="invitation link" warning="This link is not shown again. Copy it now." />
          <DialogFooter>
            <DialogClose asChild>
              <Button>Done</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      ) : (
        <DialogContent
          title={`Invite ${customer.name} to the portal`}
          description="There they see their credits, sessions and orders, and start sessions themselves. You get a link to send. A link made before stops working."
        >
          <Form action={inviteCustomerAction} onSuccess={(made) => setLink(made.link)}>
            <FormFailure />
            <input type="hidden" name="customer_id" value={customer.id} />
            <Field
              name="email"
              label="Email"
              type="email"
              optional
              autoComplete="off"
              defaultValue={customer.email ?? ''}
              hint="With an email, only the account of this address can use the link."
            />
            <DialogFooter className="mt-2">
              <DialogClose asChild>
                <Button variant="secondary">Cancel</Button>
              </DialogClose>
              <SubmitButton>Create link</SubmitButton>
            </DialogFooter>
          </Form>
        </DialogContent>
      )}
    </Dialog>
  );
}
