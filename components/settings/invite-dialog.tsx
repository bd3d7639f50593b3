'use client';

import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { createInvitationAction } from '@/app/actions/business';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import type { Role } from '@/lib/ui/permissions';
import { roleOptions } from './role-options';
import { Secret } from './secret';

/** Makes an invitation and shows its link, this once. */
export function InviteDialog({ ownRole, appUrl }: { ownRole: Role; appUrl: string }) {
  const [open, setOpen] = useState(false);
  const [link, setLink] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setLink(null);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <UserPlus aria-hidden />
          Invite member
        </Button>
      </DialogTrigger>
      {link ? (
        <DialogContent
          title="Send this link"
          description="Whoever opens it joins the business. It works once, for seven days."
        >
          <Secret value={link} what="invitation link" warning="This link is not shown again. Copy it now." />
          <DialogFooter>
            <DialogClose asChild>
              <Button>Done</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      ) : (
        <DialogContent title="Invite member" description="You get a link to send. No mail is sent for you.">
          <Form
            action={createInvitationAction}
            onSuccess={({ token }) => setLink(new URL(`/invite/${token}`, appUrl).toString())}
          >
            <FormFailure />
            <SelectField name="role" label="Role" options={roleOptions(ownRole)} defaultValue="member" />
            <Field
              name="email"
              label="Email"
              type="email"
              optional
              autoComplete="off"
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
