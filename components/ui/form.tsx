'use client';

import { unstable_rethrow, usePathname } from 'next/navigation';
import {
  createContext,
  startTransition,
  useActionState,
  useContext,
  useEffect,
  useRef,
  type ComponentProps,
  type ReactNode,
} from 'react';
import type { ActionFailure, ActionResult, FormAction } from '@/lib/ui/action-result';
import { cn } from '@/lib/ui/cn';
import { asSentence, isSignedOut, remedyOf } from '@/lib/ui/failure-copy';
import { randomUuid } from '@/lib/ui/uuid';
import { Alert } from './alert';
import { Button, type ButtonProps } from './button';

interface FormState {
  failure: ActionFailure | null;
  pending: boolean;
}

const FormContext = createContext<FormState>({ failure: null, pending: false });

export function useFormState(): FormState {
  return useContext(FormContext);
}

const unreachable: ActionFailure = {
  ok: false,
  code: 'service_unavailable',
  message: 'The server did not answer',
  remedy: 'Check the connection, then try again. Sending it twice does no harm.',
  fields: {},
};

export interface FormProps<T> extends Omit<ComponentProps<'form'>, 'action' | 'children'> {
  action: FormAction<T>;
  onSuccess?: (data: T) => void;
  children: ReactNode;
}

/**
 * A form over a server action. It keeps what was typed when the action refuses, shows each message at its
 * field, moves the focus to the first of them, and sends one idempotency key until it has succeeded.
 */
export function Form<T>({ action, onSuccess, children, className, ...props }: FormProps<T>) {
  const formRef = useRef<HTMLFormElement>(null);
  const keyRef = useRef<string | null>(null);

  const [result, dispatch, pending] = useActionState<ActionResult<T> | null, FormData>(
    async (previous, data) => {
      try {
        const answer = await action(previous, data);
        if (answer.ok) {
          keyRef.current = null;
          // Here and not in an effect: the answer may come with a page on which this form is gone.
          onSuccess?.(answer.data);
        }
        return answer;
      } catch (error) {
        unstable_rethrow(error);
        return unreachable;
      }
    },
    null,
  );

  useEffect(() => {
    if (!result || result.ok) return;
    const target = formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-failure]');
    target?.focus();
  }, [result]);

  const failure = result && !result.ok && !pending ? result : null;

  const send = (data: FormData) => {
    if (pending) return;
    keyRef.current ??= randomUuid();
    data.set('idempotency_key', keyRef.current);
    startTransition(() => dispatch(data));
  };

  return (
    <FormContext value={{ failure, pending }}>
      <form
        ref={formRef}
        noValidate
        className={cn('grid gap-4', className)}
        // Only for a form that is sent before the page lives: React keeps it and sends it then. Without it the
        // browser would put what was typed, a password too, into the address.
        action={send}
        onSubmit={(event) => {
          // By `action` alone the fields would be emptied whatever the answer is.
          event.preventDefault();
          const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
          send(new FormData(event.currentTarget, submitter));
        }}
        {...props}
      >
        {children}
      </form>
    </FormContext>
  );
}

/**
 * The message for the whole form. Messages for one field stand at the field. The way to sign in is a whole page
 * load, so that nothing of the ended session stays.
 */
export function FormFailure() {
  const { failure } = useFormState();
  const pathname = usePathname();
  if (!failure) return null;
  if (Object.keys(failure.fields).length > 0) {
    return (
      <p role="alert" className="sr-only">
        {Object.keys(failure.fields).length === 1 ? 'One field needs' : 'Some fields need'} another value.
      </p>
    );
  }
  return (
    <div data-form-failure tabIndex={-1} className="rounded-card outline-none">
      <Alert
        tone="danger"
        role="alert"
        title={asSentence(failure.message)}
        action={
          isSignedOut(failure) ? (
            <Button asChild size="small" variant="secondary">
              <a href={`/sign-in?next=${encodeURIComponent(pathname)}`}>Sign in</a>
            </Button>
          ) : undefined
        }
      >
        {remedyOf(failure)}
      </Alert>
    </div>
  );
}

export function SubmitButton({ children, ...props }: ButtonProps) {
  const { pending } = useFormState();
  return (
    <Button type="submit" pending={pending} {...props}>
      {children}
    </Button>
  );
}
