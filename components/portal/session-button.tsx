'use client';

import { Play, Square } from 'lucide-react';
import { useLayoutEffect, useRef, type RefObject } from 'react';
import type { Self } from '@/app/actions/portal';
import { startSessionAction, stopSessionAction } from '@/app/actions/sessions';
import { Alert } from '@/components/ui/alert';
import { Form, FormFailure, SubmitButton, useFormState } from '@/components/ui/form';
import { cn } from '@/lib/ui/cn';

const buttonClasses = 'h-14 w-full rounded-2xl text-base font-semibold sm:h-15 sm:text-[1.0625rem]';

/** What is sent is said, and nothing more: that a session runs is for the server to say. */
function Label({ rest, pending }: { rest: string; pending: string }) {
  return useFormState().pending ? pending : rest;
}

function Icon({ of: Shape }: { of: typeof Play }) {
  return useFormState().pending ? null : <Shape className="size-4.5 fill-current" aria-hidden />;
}

/** Why it did not start, in the words of a customer: a refusal that speaks of money says who can help. */
function StartFailure({ businessName }: { businessName: string }) {
  const { failure } = useFormState();
  if (failure?.code !== 'insufficient_credits') return <FormFailure />;
  return (
    <div data-form-failure tabIndex={-1} className="rounded-card outline-none">
      <Alert tone="warning" role="alert" title="Not enough credits">
        A session needs at least one credit. Ask {businessName} for more: this page shows them the moment they
        arrive.
      </Alert>
    </div>
  );
}

interface SharedProps {
  self: Self;
  /** Shared by the two: whether the one that went away had the keyboard's focus. */
  heldRef: RefObject<boolean>;
}

/** Each of the two takes the place of the other, and its focus: a keyboard must not be sent to the top of the page. */
function useHeldFocus(heldRef: RefObject<boolean>): RefObject<HTMLButtonElement | null> {
  const ref = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    const button = ref.current;
    if (heldRef.current) button?.focus();
    heldRef.current = false;
    return () => {
      heldRef.current = document.activeElement === button;
    };
  }, [heldRef]);
  return ref;
}

export interface StartButtonProps extends SharedProps {
  businessName: string;
  /** The id of what says why it cannot be, where it cannot. */
  refusedBy: string | null;
}

export function StartButton({ self, heldRef, businessName, refusedBy }: StartButtonProps) {
  const ref = useHeldFocus(heldRef);
  return (
    <Form action={startSessionAction} className="gap-3">
      <input type="hidden" name="business_id" value={self.business_id} />
      <input type="hidden" name="customer_id" value={self.customer_id} />
      <SubmitButton
        ref={ref}
        className={buttonClasses}
        // Not `disabled`, which would drop the focus when the credits run out under it.
        {...(refusedBy === null
          ? {}
          : {
              'aria-disabled': true,
              'aria-describedby': refusedBy,
              onClick: (event) => event.preventDefault(),
            })}
      >
        <Icon of={Play} />
        <Label rest="Start session" pending="Starting…" />
      </SubmitButton>
      <StartFailure businessName={businessName} />
    </Form>
  );
}

export interface StopButtonProps extends SharedProps {
  /** So that a click that arrives late cannot stop one that was started after it. */
  sessionId: string;
}

export function StopButton({ self, heldRef, sessionId }: StopButtonProps) {
  const ref = useHeldFocus(heldRef);
  return (
    <Form action={stopSessionAction} className="gap-3">
      <input type="hidden" name="business_id" value={self.business_id} />
      <input type="hidden" name="customer_id" value={self.customer_id} />
      <input type="hidden" name="session_id" value={sessionId} />
      <SubmitButton
        ref={ref}
        variant="secondary"
        className={cn(buttonClasses, 'border-ink bg-ink text-canvas hover:bg-ink-soft dark:bg-ink')}
      >
        <Icon of={Square} />
        <Label rest="Stop session" pending="Stopping…" />
      </SubmitButton>
      <FormFailure />
    </Form>
  );
}
