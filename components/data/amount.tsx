import { formatAmount, formatMovement, isNegative } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';

export interface AmountProps {
  value: string;
  currency: string;
  /** Shows a plus too: something came in or went out. */
  movement?: boolean;
  /** Below zero is nothing to worry about here, as in a trial balance. */
  plain?: boolean;
  /** Sets the decimals back, for large figures. */
  quietDecimals?: boolean;
  className?: string;
}

/** An amount as text, digit for digit as the ledger has it. The sign is written out, never only coloured. */
export function Amount({
  value,
  currency,
  movement = false,
  plain = false,
  quietDecimals = false,
  className,
}: AmountProps) {
  const text = movement ? formatMovement(value, currency) : formatAmount(value, currency);
  const point = quietDecimals ? text.indexOf('.') : -1;
  return (
    <span
      className={cn(
        'tabular whitespace-nowrap',
        isNegative(value) && !movement && !plain && 'text-danger',
        movement && text.startsWith('+') && 'text-positive',
        className,
      )}
    >
      {point === -1 ? (
        text
      ) : (
        <>
          {text.slice(0, point)}
          {/* What is finer than a cent is there to the last digit, and never louder than the rest. */}
          <span className={cn('opacity-60', text.length > point + 3 && 'text-[0.75em]')}>
            {text.slice(point)}
          </span>
        </>
      )}
    </span>
  );
}
