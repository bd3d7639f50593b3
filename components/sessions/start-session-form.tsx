'use client';

import Link from 'next/link';
import { useState, type ReactNode } from 'react';
import { toast } from 'sonner';
import { readSessionStatusAction, startSessionAction } from '@/app/actions/sessions';
import { AddCreditsDialog } from '@/components/customers/add-credits-dialog';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { Skeleton } from '@/components/ui/skeleton';
import { formatAmount, isZero } from '@/lib/money/format';
import type { FormAction } from '@/lib/ui/action-result';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { useAnswer } from '@/lib/ui/use-answer';
import { rateText, type Session, type SessionStatus } from './session-words';

export interface StartingCustomer {
  id: string;
  name: string;
}

/** Of a decimal string. */
const lessThanOne = /^(-|0(\.|$))/;

interface Props {
  customer: StartingCustomer;
  mayAddCredits: boolean;
  onDone: () => void;
}

/** What a customer has, and a form that starts a session; or why none can start, and what to do about it. */
export function StartSessionForm({ customer, mayAddCredits, onDone }: Props) {
  const { data, failure, refresh } = useAnswer(customer.id, readSessionStatusAction, 0);
  if (failure !== null) {
    return (
      <Closing>
        <Alert tone="danger" role="alert" title={asSentence(failure.message)}>
          {remedyOf(failure)}
        </Alert>
      </Closing>
    );
  }
  if (data === null) {
    return (
      <div className="grid gap-3" aria-busy="true">
        <span role="status" className="sr-only">
          Looking at the credits
        </span>
        <Skeleton className="h-5 w-2/3" />
        <Skeleton className="h-10" />
      </div>
    );
  }
  if (data.session !== null) {
    return (
      <Closing>
        <RunningAlready session={data.session} />
      </Closing>
    );
  }
  // Whatever else is in the way, the server says it once it is asked.
  if (!data.can_start && (lessThanOne.test(data.credits) || !isZero(data.credits_held))) {
    return (
      <Closing>
        <NoCredits
          customer={customer}
          credits={data.credits}
          held={data.credits_held}
          mayAddCredits={mayAddCredits}
          onAdded={refresh}
        />
      </Closing>
    );
  }
  return <StartForm customer={customer} status={data} onRefused={refresh} onDone={onDone} />;
}

function Closing({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <DialogFooter>
        <DialogClose asChild>
          <Button variant="secondary">Close</Button>
        </DialogClose>
      </DialogFooter>
    </>
  );
}

function RunningAlready({ session }: { session: Session }) {
  return (
    <Alert
      tone="warning"
      role="status"
      title={`A session of ${session.customer_name} is running already`}
      action={
        <Button asChild size="small" variant="secondary">
          <Link href={`/sessions/${session.id}`} prefetch={false}>
            Open session
          </Link>
        </Button>
      }
    >
      A customer has one at a time. Go on with it, or stop it first.
    </Alert>
  );
}

function NoCredits({
  customer,
  credits,
  held,
  mayAddCredits,
  onAdded,
}: {
  customer: StartingCustomer;
  credits: string;
  held: string;
  mayAddCredits: boolean;
  onAdded: () => void;
}) {
  const [adding, setAdding] = useState(false);
  return (
    <Alert
      tone="warning"
      role="status"
      title={`${customer.name} has ${formatAmount(credits, 'credit')}`}
      action={
        mayAddCredits ? (
          <AddCreditsDialog
            customer={customer}
            trigger={
              <Button size="small" variant="secondary">
                Add credits
              </Button>
            }
            open={adding}
            onOpenChange={(open) => {
              setAdding(open);
              if (!open) onAdded();
            }}
          />
        ) : undefined
      }
    >
      {isZero(held)
        ? 'A session needs at least one.'
        : `${formatAmount(held, 'credit')} on hold: a session needs at least one that is not.`}{' '}
      {mayAddCredits ? 'Add some; then it can start.' : 'Ask an owner, an admin or a member to add some.'}
    </Alert>
  );
}

function StartForm({
  customer,
  status,
  onRefused,
  onDone,
}: {
  customer: StartingCustomer;
  status: SessionStatus;
  /** Something has changed since the status was read. */
  onRefused: () => void;
  onDone: () => void;
}) {
  const action: FormAction<{ session: Session }> = async (previous, form) => {
    const result = await startSessionAction(previous, form);
    if (!result.ok && Object.keys(result.fields).length === 0) onRefused();
    return result;
  };
  return (
    <Form
      action={action}
      onSuccess={() => {
        onDone();
        toast.success(`The session of ${customer.name} is running`);
      }}
    >
      <FormFailure />
      <p className="text-sm">
        {customer.name} has{' '}
        <span className="tabular font-medium">{formatAmount(status.credits, 'credit')}</span>. The session
        ends by itself when they are used.
      </p>
      <input type="hidden" name="customer_id" value={customer.id} />
      <Field
        name="credits_per_minute"
        label="Rate"
        unit="per min"
        inputMode="decimal"
        autoComplete="off"
        optional
        placeholder={status.credits_per_minute}
        hint={`Left empty: ${rateText(status.credits_per_minute)}, as set for the business. It stays for this session.`}
      />
      <Field
        name="description"
        label="What for"
        optional
        autoComplete="off"
        maxLength={200}
        hint="The customer sees it beside the session"
      />
      <DialogFooter className="mt-2">
        <DialogClose asChild>
          <Button variant="secondary">Cancel</Button>
        </DialogClose>
        <SubmitButton>Start session</SubmitButton>
      </DialogFooter>
    </Form>
  );
}
