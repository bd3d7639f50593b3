'use client';

import { useState, type ReactNode } from 'react';
import type { FormAction } from '@/lib/ui/action-result';
import { Button } from './button';
import { Dialog, DialogClose, DialogContent, DialogFooter, DialogTrigger } from './dialog';
import { Form, FormFailure, SubmitButton } from './form';

export interface ConfirmDialogProps<T> {
  /** The control that opens it; left out where `open` is held outside, as for an item of a menu. */
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: string;
  /** What will happen, in full. */
  description: ReactNode;
  confirm: string;
  tone?: 'primary' | 'danger';
  action: FormAction<T>;
  /** What the action is told besides the confirmation. */
  fields: Readonly<Record<string, string>>;
  onSuccess?: (data: T) => void;
}

/** A question before something that is not undone by a second click. */
export function ConfirmDialog<T>(props: ConfirmDialogProps<T>) {
  const { trigger, title, description, confirm, tone = 'danger', action, fields, onSuccess } = props;
  const [own, setOwn] = useState(false);
  const open = props.open ?? own;
  const setOpen = (next: boolean) => {
    setOwn(next);
    props.onOpenChange?.(next);
  };
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      {trigger ? <DialogTrigger asChild>{trigger}</DialogTrigger> : null}
      <DialogContent title={title} description={description}>
        <Form
          action={action}
          onSuccess={(data) => {
            setOpen(false);
            onSuccess?.(data);
          }}
        >
          <FormFailure />
          {Object.entries(fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <DialogFooter className="mt-0">
            <DialogClose asChild>
              <Button variant="secondary">Cancel</Button>
            </DialogClose>
            <SubmitButton variant={tone}>{confirm}</SubmitButton>
          </DialogFooter>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
