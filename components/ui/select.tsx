'use client';

import { Check, ChevronDown } from 'lucide-react';
import { Select as SelectPrimitive } from 'radix-ui';
import { useState, type ComponentProps, type ReactNode } from 'react';
import { cn } from '@/lib/ui/cn';
import { inputClasses } from './input';

export interface SelectOption {
  value: string;
  label: ReactNode;
  /** A second line that explains the choice. */
  description?: string;
}

export interface SelectProps extends Omit<ComponentProps<typeof SelectPrimitive.Root>, 'children'> {
  options: readonly SelectOption[];
  placeholder?: string;
  id?: string;
  className?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string | undefined;
  'aria-invalid'?: boolean | undefined;
}

/** One choice of a list. With a `name` it takes part in its form. */
export function Select({ options, placeholder, id, className, ...props }: SelectProps) {
  const {
    'aria-label': label,
    'aria-labelledby': labelledBy,
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    ...root
  } = props;
  const [own, setOwn] = useState(root.defaultValue);
  const value = root.value ?? own;
  return (
    <SelectPrimitive.Root
      {...root}
      onValueChange={(next) => {
        setOwn(next);
        root.onValueChange?.(next);
      }}
    >
      <SelectPrimitive.Trigger
        id={id}
        aria-label={label}
        aria-labelledby={labelledBy}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        className={cn(
          inputClasses,
          'data-[placeholder]:text-muted inline-flex items-center justify-between gap-2 text-left [&>span:first-child]:truncate',
          className,
        )}
      >
        {/* The label is given here since Radix learns it only in the browser, and the server would show nothing. */}
        <SelectPrimitive.Value placeholder={placeholder}>
          {options.find((option) => option.value === value)?.label}
        </SelectPrimitive.Value>
        <SelectPrimitive.Icon asChild>
          <ChevronDown className="text-muted size-4 shrink-0" aria-hidden />
        </SelectPrimitive.Icon>
      </SelectPrimitive.Trigger>
      <SelectPrimitive.Portal>
        <SelectPrimitive.Content
          position="popper"
          sideOffset={6}
          collisionPadding={8}
          className="border-line bg-raised shadow-high data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 z-60 max-h-[min(20rem,var(--radix-select-content-available-height))] min-w-(--radix-select-trigger-width) overflow-hidden rounded-xl border"
        >
          <SelectPrimitive.Viewport className="p-1.5" nonce={globalThis.__webpack_nonce__}>
            {options.map((option) => (
              <SelectPrimitive.Item
                key={option.value}
                value={option.value}
                className="text-ink data-[highlighted]:bg-hover relative flex min-h-9 flex-col justify-center rounded-md py-1.5 pr-9 pl-2.5 text-sm outline-none select-none"
              >
                <SelectPrimitive.ItemText>{option.label}</SelectPrimitive.ItemText>
                {option.description ? <span className="text-muted text-xs">{option.description}</span> : null}
                <SelectPrimitive.ItemIndicator className="absolute right-2.5">
                  <Check className="text-accent-ink size-4" aria-hidden />
                </SelectPrimitive.ItemIndicator>
              </SelectPrimitive.Item>
            ))}
          </SelectPrimitive.Viewport>
        </SelectPrimitive.Content>
      </SelectPrimitive.Portal>
    </SelectPrimitive.Root>
  );
}
