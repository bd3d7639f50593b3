import { cva, type VariantProps } from 'class-variance-authority';
import { LoaderCircle } from 'lucide-react';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cn } from '@/lib/ui/cn';

export const buttonVariants = cva(
  [
    'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-lg font-medium whitespace-nowrap select-none',
    'transition-[background-color,border-color,color,box-shadow,scale] duration-150 active:scale-[0.985]',
    'disabled:cursor-not-allowed disabled:opacity-55 aria-disabled:cursor-not-allowed aria-disabled:opacity-55',
    "[&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: 'bg-accent text-on-accent shadow-low hover:bg-accent-hover',
        secondary: 'border border-line-strong bg-surface text-ink shadow-low hover:bg-hover dark:bg-raised',
        ghost: 'text-ink-soft hover:bg-hover hover:text-ink',
        danger: 'bg-danger-solid text-white shadow-low hover:brightness-110',
        link: 'h-auto! px-0! text-accent-ink underline-offset-4 hover:underline',
      },
      size: {
        small: 'h-8 px-2.5 text-sm',
        medium: 'h-9.5 px-3.5 text-sm',
        large: 'h-11 px-5 text-[0.9375rem]',
        icon: 'size-9.5',
        'icon-small': 'size-8',
      },
    },
    defaultVariants: { variant: 'primary', size: 'medium' },
  },
);

export interface ButtonProps extends ComponentProps<'button'>, VariantProps<typeof buttonVariants> {
  /** Renders the one child (a link, say) with the looks of a button. */
  asChild?: boolean;
  /** Shows that the click is being worked on; a second click does nothing. */
  pending?: boolean;
}

export function Button({
  className,
  variant,
  size,
  asChild = false,
  pending = false,
  type,
  ...props
}: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) return <Slot.Root className={classes} {...props} />;
  const { children, disabled, onClick, ...rest } = props;
  return (
    <button
      type={type ?? 'button'}
      className={classes}
      disabled={disabled}
      // Not `disabled`, which would drop the keyboard focus to the page while the work is under way.
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...rest}
    >
      {pending ? <LoaderCircle className="animate-spin" aria-hidden /> : null}
      {children}
    </button>
  );
}
