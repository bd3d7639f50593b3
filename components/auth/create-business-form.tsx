'use client';

import { createBusinessAction } from '@/app/actions/business';
import { Field, FieldFrame, SelectField } from '@/components/ui/field';
import { Form, FormFailure, SubmitButton } from '@/components/ui/form';
import { Switch } from '@/components/ui/switch';
import { currencyOptions } from './sign-up-form';

export function CreateBusinessForm({ isSandbox = false }: { isSandbox?: boolean }) {
  return (
    <Form action={createBusinessAction}>
      <FormFailure />
      <Field name="name" label="Business name" autoComplete="organization" required autoFocus />
      <SelectField
        name="currency"
        label="Currency"
        options={currencyOptions}
        defaultValue="USD"
        hint="It stays once the business exists."
      />
      <FieldFrame
        name="is_sandbox"
        label="Sandbox"
        hint="For trying things out, apart from your real customers: its clock stands still until you move it, an hour, a day or 30 days."
      >
        {(control) => <Switch name="is_sandbox" defaultChecked={isSandbox} {...control} />}
      </FieldFrame>
      <SubmitButton size="large" className="mt-1 w-full">
        Create business
      </SubmitButton>
    </Form>
  );
}
