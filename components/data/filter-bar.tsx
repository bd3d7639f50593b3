'use client';

import { LoaderCircle, Search, X } from 'lucide-react';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState, useTransition } from 'react';
import { Input } from '@/components/ui/input';
import { Select, type SelectOption } from '@/components/ui/select';

export interface Filter {
  name: string;
  label: string;
  /** The value that stands for no filter; it is left out of the address. */
  none: string;
  options: readonly SelectOption[];
}

export interface FilterBarProps {
  search?: { label: string; placeholder: string };
  filters: readonly Filter[];
}

/** Search and filters that live in the address, so that a view can be kept, shared and gone back to. */
export function FilterBar({ search, filters }: FilterBarProps) {
  const router = useRouter();
  const pathname = usePathname();
  const params = useSearchParams();
  const [pending, startTransition] = useTransition();
  const searched = params.get('search') ?? '';
  const [term, setTerm] = useState(searched);
  const [sent, setSent] = useState(searched);
  const [seen, setSeen] = useState(searched);
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const apply = (changes: Readonly<Record<string, string>>) => {
    const next = new URLSearchParams(params);
    for (const name of ['cursor', 'trail', 'create']) next.delete(name);
    for (const [name, value] of Object.entries(changes)) {
      if (value === '') next.delete(name);
      else next.set(name, value);
    }
    startTransition(() => router.replace(`${pathname}?${next.toString()}`, { scroll: false }));
  };

  // An address that this field did not ask for (a link, the way back) sets the field. One that it did ask for must
  // not: more may have been typed since.
  if (searched !== seen) {
    setSeen(searched);
    if (searched !== sent) {
      setSent(searched);
      setTerm(searched);
    }
  }

  const type = (value: string) => {
    setTerm(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      setSent(value.trim());
      apply({ search: value.trim() });
    }, 250);
  };

  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null;
      if (event.key !== '/' || target?.closest('input, textarea, select, [role="dialog"], [contenteditable]'))
        return;
      event.preventDefault();
      input.current?.focus();
    };
    window.addEventListener('keydown', listen);
    return () => {
      window.removeEventListener('keydown', listen);
      clearTimeout(timer.current);
    };
  }, []);

  return (
    <div role="search" aria-label="Filter the list" className="flex flex-col gap-2 sm:flex-row sm:flex-wrap">
      {search ? (
        <div className="relative sm:max-w-xs sm:flex-1">
          {pending ? (
            <LoaderCircle className="text-muted absolute top-3 left-3 size-4 animate-spin" aria-hidden />
          ) : (
            <Search className="text-muted absolute top-3 left-3 size-4" aria-hidden />
          )}
          <Input
            ref={input}
            type="search"
            aria-label={search.label}
            aria-keyshortcuts="/"
            placeholder={search.placeholder}
            value={term}
            onChange={(event) => type(event.target.value)}
            className="px-9 [&::-webkit-search-cancel-button]:hidden"
          />
          {term === '' ? null : (
            <button
              type="button"
              onClick={() => {
                type('');
                input.current?.focus();
              }}
              className="text-muted hover:bg-hover hover:text-ink absolute top-2 right-2 grid size-6 place-items-center rounded"
            >
              <X className="size-4" aria-hidden />
              <span className="sr-only">Clear the search</span>
            </button>
          )}
        </div>
      ) : null}
      {filters.map(({ name, label, none, options }) => (
        <Select
          key={name}
          aria-label={label}
          value={params.get(name) ?? none}
          onValueChange={(value) => apply({ [name]: value === none ? '' : value })}
          options={options}
          className="sm:w-44"
        />
      ))}
      <span role="status" className="sr-only">
        {pending ? 'Loading the list' : ''}
      </span>
    </div>
  );
}
