'use client';

import { Minus, Plus } from 'lucide-react';
import { useState } from 'react';
import { inputClasses } from '@/components/ui/input';
import { cn } from '@/lib/ui/cn';

export interface QuantityFieldProps {
  /** Of what, for the names of the controls. */
  name: string;
  value: number;
  minimum?: number;
  maximum: number;
  onChange: (quantity: number) => void;
  /** After Enter. */
  onDone?: () => void;
  invalid?: boolean;
  describedBy?: string | undefined;
}

const stepClasses =
  'grid size-10 shrink-0 place-items-center text-ink-soft transition-colors hover:bg-hover hover:text-ink focus-visible:-outline-offset-2 aria-disabled:cursor-not-allowed aria-disabled:opacity-40';

/** Pieces, stepped or typed. What is no number of pieces is put back when the field is left. */
export function QuantityField(props: QuantityFieldProps) {
  const { name, value, minimum = 1, maximum, onChange, onDone, invalid, describedBy } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const step = (to: number) => {
    setTyped(null);
    if (to >= minimum && to <= maximum) onChange(to);
  };
  return (
    <div
      className={cn(
        'border-field-line bg-surface shadow-low flex w-fit items-stretch overflow-hidden rounded-lg border',
        invalid && 'border-danger',
      )}
    >
      <button
        type="button"
        className={stepClasses}
        aria-disabled={value <= minimum || undefined}
        onClick={() => step(value - 1)}
      >
        <Minus className="size-4" aria-hidden />
        <span className="sr-only">One less of {name}</span>
      </button>
      <input
        inputMode="numeric"
        autoComplete="off"
        aria-label={`Quantity of ${name}`}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        value={typed ?? String(value)}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          const text = event.target.value.replace(/\D/g, '').slice(0, 7);
          setTyped(text);
          const quantity = Number(text);
          if (text !== '' && quantity >= minimum && quantity <= maximum) onChange(quantity);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={(event) => {
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            step(event.key === 'ArrowUp' ? value + 1 : value - 1);
          }
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            setTyped(null);
            onDone?.();
          }
        }}
        className={cn(
          inputClasses,
          'tabular border-line w-14 scroll-mb-40 rounded-none border-y-0 px-1 text-center shadow-none focus-visible:-outline-offset-2',
        )}
      />
      <button
        type="button"
        className={stepClasses}
        aria-disabled={value >= maximum || undefined}
        onClick={() => step(value + 1)}
      >
        <Plus className="size-4" aria-hidden />
        <span className="sr-only">One more of {name}</span>
      </button>
    </div>
  );
}
