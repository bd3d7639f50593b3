'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { updatePortalAction } from '@/app/actions/business';
import { Card, CardContent, CardFooter } from '@/components/ui/card';
import { Field, SwitchField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import type { getBusiness } from '@/lib/operations/business';
import type { OutputOf } from '@/lib/operations/define';
import { ReadOnlyNote } from './read-only-note';

export interface PortalFormProps {
  business: Pick<
    OutputOf<typeof getBusiness>,
    'join_enabled' | 'welcome_grant' | 'session_credits_per_minute'
  >;
  mayEdit: boolean;
}

/** Whether people may join by themselves, what they start with, and what a session costs them. */
export function PortalForm({ business, mayEdit }: PortalFormProps) {
  const [joinEnabled, setJoinEnabled] = useState(business.join_enabled);
  const fixed = !mayEdit;
  return (
    <Card aria-label="Portal">
      <Form
        action={updatePortalAction}
        className="gap-0"
        onSuccess={() => toast.success('The settings are saved')}
      >
        <CardContent className="grid gap-5 pt-5 sm:grid-cols-2">
          <div className="grid gap-5 sm:col-span-2">
            <div className="empty:hidden">
              <FormFailure />
            </div>
            {mayEdit ? (
              <SwitchField
                name="join_enabled"
                label="People may join by themselves"
                hint="On the join page they sign up, become a customer and see their own portal. Without it, customers come by invitation only."
                checked={joinEnabled}
                onCheckedChange={setJoinEnabled}
              />
            ) : null}
          </div>
          <Field
            name="welcome_grant"
            label="Welcome grant"
            unit="credits"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={business.welcome_grant}
            readOnly={fixed}
            hint="What a person who joins starts with, once. 0: nothing."
          />
          <Field
            name="session_credits_per_minute"
            label="Session rate"
            unit="per min"
            inputMode="decimal"
            autoComplete="off"
            defaultValue={business.session_credits_per_minute}
            readOnly={fixed}
            hint="Credits that a session burns in a minute. One that runs keeps the rate it began with."
          />
        </CardContent>
        <CardFooter>
          {mayEdit ? (
            <>
              <p className="text-muted text-sm">Changes count from now on; what was granted stays.</p>
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
