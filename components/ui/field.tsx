'use client';

import { CircleAlert } from 'lucide-react';
import { useId, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';
import { asSentence } from '@/lib/ui/failure-copy';
import { useFormState } from './form';
import { Input } from './input';
import { Label } from './label';
import { Select, type SelectProps } from './select';
import { Switch } from './switch';

interface FieldFrameProps {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** Stands at the right of the label, such as a link. */
  aside?: ReactNode;
  optional?: boolean;
  className?: string | undefined;
}

interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': boolean | undefined;
}

/** A label, a control, its hint, and the message of the last answer that concerns it. */
export function FieldFrame({
  name,
  label,
  hint,
  aside,
  optional = false,
  className,
  children,
}: FieldFrameProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const { failure } = useFormState();
  const message = failure?.fields[name];
  const described = [message ? `${id}-message` : null, hint ? `${id}-hint` : null].filter(
    (part) => part !== null,
  );
  return (
    <div className={cn('grid min-w-0 content-start gap-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>
          {label}
          {optional ? <span className="text-muted ml-1.5 font-normal">optional</span> : null}
        </Label>
        {aside}
      </div>
      {children({
        id,
        'aria-describedby': described.length > 0 ? described.join(' ') : undefined,
        'aria-invalid': message ? true : undefined,
      })}
      {message ? (
        <p id={`${id}-message`} className="text-danger flex items-start gap-1.5 text-sm">
          <CircleAlert className="mt-0.75 size-3.5 shrink-0" aria-hidden />
          {asSentence(message)}
        </p>
      ) : null}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      ) : null}
    </div>
  );
}

export interface FieldProps
  extends Omit<ComponentProps<'input'>, 'name' | 'id'>, Omit<FieldFrameProps, 'className'> {
  /** Stands inside the control after the value, such as a currency code. */
  unit?: string;
}

export function Field({ name, label, hint, aside, optional, unit, className, ...props }: FieldProps) {
  return (
    <FieldFrame
      name={name}
      label={label}
      hint={hint}
      aside={aside}
      className={className}
      {...(optional === undefined ? {} : { optional })}
    >
      {(control) =>
        unit ? (
          <div className="relative">
            <Input name={name} className="pr-16" {...control} {...props} />
            <span
              aria-hidden
              className="text-muted pointer-events-none absolute inset-y-0 right-3 grid place-items-center text-sm"
            >
              {unit}
            </span>
          </div>
        ) : (
          <Input name={name} {...control} {...props} />
        )
      }
    </FieldFrame>
  );
}

/** An amount of money, kept as the text that is typed. */
export function AmountField({
  currency,
  label,
  ...props
}: Omit<FieldProps, 'unit' | 'type'> & { currency: string }) {
  return (
    <Field
      label={label}
      unit={currency}
      inputMode="decimal"
      autoComplete="off"
      placeholder="0.00"
      {...props}
    />
  );
}

export interface SelectFieldProps extends Omit<SelectProps, 'name' | 'id' | 'className'>, FieldFrameProps {}

export function SelectField({ name, label, hint, aside, optional, className, ...props }: SelectFieldProps) {
  return (
    <FieldFrame
      name={name}
      label={label}
      hint={hint}
      aside={aside}
      className={className}
      {...(optional === undefined ? {} : { optional })}
    >
      {(control) => <Select name={name} {...control} {...props} />}
    </FieldFrame>
  );
}

export interface SwitchFieldProps {
  name: string;
  label: string;
  hint: string;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
}

/** Yes or no, at once: the switch stands beside its label, and sends `on` where it is. */
export function SwitchField({ name, label, hint, checked, onCheckedChange }: SwitchFieldProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <Label htmlFor={id}>{label}</Label>
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      </div>
      <Switch
        id={id}
        name={name}
        checked={checked}
        onCheckedChange={onCheckedChange}
        aria-describedby={`${id}-hint`}
      />
    </div>
  );
}
