'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { createApiKeyAction } from '@/app/actions/api-keys';
import { Button } from '@/components/ui/button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from '@/components/ui/dialog';
import { Field, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { ScopePicker } from './scope-picker';
import { Secret } from './secret';

const lifetimes = [
  { value: '0', label: 'Never' },
  { value: '30', label: 'In 30 days' },
  { value: '90', label: 'In 90 days' },
  { value: '365', label: 'In a year' },
];

/** Makes an API key and shows it, this once. */
export function CreateKeyDialog({ defaultOpen = false }: { defaultOpen?: boolean }) {
  const [open, setOpen] = useState(defaultOpen);
  const [key, setKey] = useState<string | null>(null);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) setKey(null);
  };
  return (
    <Dialog open={open} onOpenChange={change}>
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Create API key
        </Button>
      </DialogTrigger>
      {key ? (
        <DialogContent
          title="Copy your key"
          description="Send it in the header x-api-key, or as a bearer token."
        >
          <Secret
            value={key}
            what="API key"
            warning="This key is not shown again. Keep it where your programs keep their secrets."
          />
          <DialogFooter>
            <DialogClose asChild>
              <Button>Done</Button>
            </DialogClose>
          </DialogFooter>
        </DialogContent>
      ) : (
        <DialogContent title="Create API key" description="For a program that works with this business.">
          <Form action={createApiKeyAction} onSuccess={(created) => setKey(created.key)}>
            <FormFailure />
            <Field name="name" label="Name" placeholder="Billing worker" autoComplete="off" required />
            <ScopePicker />
            <SelectField name="expires_in_days" label="Expires" options={lifetimes} defaultValue="0" />
            <DialogFooter className="mt-2">
              <DialogClose asChild>
                <Button variant="secondary">Cancel</Button>
              </DialogClose>
              <SubmitButton>Create key</SubmitButton>
            </DialogFooter>
          </Form>
        </DialogContent>
      )}
    </Dialog>
  );
}
