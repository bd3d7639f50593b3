'use client';

import { Command } from 'cmdk';
import { LoaderCircle, Search } from 'lucide-react';
import type { KeyboardEvent, ReactNode, Ref } from 'react';
import { Alert } from '@/components/ui/alert';
import { inputClasses } from '@/components/ui/input';
import type { ActionFailure } from '@/lib/ui/action-result';
import { cn } from '@/lib/ui/cn';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';

export const finderItemClasses = cn(
  'cursor-pointer rounded-lg border border-line bg-surface text-sm transition-colors hover:border-line-strong',
  // What Enter takes is marked only while the keys go to the search.
  'group-focus-within/finder:data-[selected=true]:border-accent-ink group-focus-within/finder:data-[selected=true]:bg-accent-soft',
);

export interface FinderProps {
  label: string;
  /** What the rows are. */
  rows: string;
  placeholder: string;
  term: string;
  onTerm: (term: string) => void;
  /** The row that Enter takes. */
  highlighted: string;
  onHighlight: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  input?: Ref<HTMLInputElement>;
  autoFocus?: boolean;
  shortcut?: string;
  pending: boolean;
  failure: ActionFailure | null;
  /** Said in place of rows where there are none. */
  none: ReactNode;
  isEmpty: boolean;
  children: ReactNode;
  className?: string;
}

/** A search with its rows in plain sight below it: arrows move, Enter takes, a tap takes too. */
export function Finder({
  label,
  rows,
  placeholder,
  term,
  onTerm,
  highlighted,
  onHighlight,
  onKeyDown,
  input,
  autoFocus,
  shortcut,
  pending,
  failure,
  none,
  isEmpty,
  children,
  className,
}: FinderProps) {
  const Icon = pending ? LoaderCircle : Search;
  return (
    <Command
      label={label}
      shouldFilter={false}
      value={highlighted}
      onValueChange={onHighlight}
      className="group/finder grid grid-cols-1 gap-3"
    >
      <div className="relative">
        <Icon
          className={cn('text-muted absolute top-3.5 left-3.5 size-4.5', pending && 'animate-spin')}
          aria-hidden
        />
        <Command.Input
          ref={input}
          value={term}
          onValueChange={onTerm}
          onKeyDown={(event) => {
            // With Control it is the sale that is meant, and not the row.
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.preventDefault();
            else onKeyDown?.(event);
          }}
          placeholder={placeholder}
          aria-label={label}
          aria-keyshortcuts={shortcut}
          // The page has one thing to do, and this is where it begins.
          autoFocus={autoFocus}
          enterKeyHint="done"
          maxLength={200}
          className={cn(inputClasses, 'h-12 scroll-mb-40 pr-4 pl-11 sm:text-base')}
        />
      </div>
      {failure ? (
        <Alert tone="danger" title={asSentence(failure.message)} role="alert">
          {remedyOf(failure)}
        </Alert>
      ) : null}
      {isEmpty && !pending && !failure ? (
        <p role="status" className="text-muted py-4 text-center text-sm">
          {none}
        </p>
      ) : null}
      <Command.List label={rows} className={className}>
        {children}
      </Command.List>
    </Command>
  );
}
