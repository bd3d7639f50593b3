'use client';

import { toast } from 'sonner';
import { updateBusinessAction } from '@/app/actions/business';
import { Card, CardContent, CardFooter } from '@/components/ui/card';
import { AmountField, Field } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import type { getBusiness } from '@/lib/operations/business';
import type { OutputOf } from '@/lib/operations/define';
import { ReadOnlyNote } from './read-only-note';

export function BusinessForm({
  business,
  mayEdit,
}: {
  business: OutputOf<typeof getBusiness>;
  mayEdit: boolean;
}) {
  const fixed = !mayEdit;
  return (
    <Card aria-label="Business">
      <Form
        action={updateBusinessAction}
        className="gap-0"
        onSuccess={() => toast.success('The settings are saved')}
      >
        <CardContent className="grid gap-5 pt-5 sm:grid-cols-2">
          <div className="empty:hidden sm:col-span-2">
            <FormFailure />
          </div>
          <Field
            name="name"
            label="Name"
            defaultValue={business.name}
            readOnly={fixed}
            required
            autoComplete="off"
          />
          <Field
            name="currency"
            label="Currency"
            value={business.currency}
            readOnly
            hint="Fixed once the business exists: balances are kept in it."
          />
          <Field
            name="overdue_days"
            label="Overdue after"
            unit="days"
            inputMode="numeric"
            defaultValue={business.overdue_days}
            readOnly={fixed}
            hint="When an unpaid order counts as overdue."
          />
          <AmountField
            name="low_balance"
            label="Low balance"
            currency={business.currency}
            defaultValue={business.low_balance ?? undefined}
            readOnly={fixed}
            hint="A balance that falls below it is told to webhooks. Empty: none is."
          />
          <Field
            name="low_credits"
            label="Low credits"
            unit="credits"
            inputMode="decimal"
            defaultValue={business.low_credits ?? undefined}
            readOnly={fixed}
            hint="The same for credits."
          />
        </CardContent>
        <CardFooter>
          {mayEdit ? (
            <>
              <p className="text-muted text-sm">Changes count from now on; what is in the ledger stays.</p>
              <SubmitButton>Save settings</SubmitButton>
            </>
          ) : (
            <ReadOnlyNote>Owners and admins can change these settings.</ReadOnlyNote>
          )}
        </CardFooter>
      </Form>
    </Card>
  );
}
