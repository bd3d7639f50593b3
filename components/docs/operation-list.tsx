'use client';

import Link from 'next/link';
import { useDeferredValue, useId, useState } from 'react';
import { Card } from '@/components/ui/card';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { MethodBadge } from './method-badge';

export interface ListedOperation {
  name: string;
  method: string;
  path: string;
  summary: string;
}

export interface OperationGroup {
  name: string;
  description: string;
  operations: readonly ListedOperation[];
}

/** Every operation by its group, and a search that keeps those with all the words. */
export function OperationList({ groups }: { groups: readonly OperationGroup[] }) {
  const id = useId();
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search).toLowerCase().split(/\s+/).filter(Boolean);
  const found = groups
    .map((group) => ({
      ...group,
      operations: group.operations.filter(({ name, method, path, summary }) => {
        const text = `${group.name} ${name} ${method} ${path} ${summary}`.toLowerCase();
        return words.every((word) => text.includes(word));
      }),
    }))
    .filter(({ operations }) => operations.length > 0);
  const count = found.reduce((sum, { operations }) => sum + operations.length, 0);
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-1.5">
        <Label htmlFor={id}>Find an operation</Label>
        <Input
          id={id}
          type="search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          placeholder="ledger, POST /api/usage, refund"
          autoComplete="off"
        />
        <p role="status" className="text-muted text-sm">
          {count === 0
            ? 'No operation has all of these words. Try fewer.'
            : `${count} ${count === 1 ? 'operation' : 'operations'}`}
        </p>
      </div>
      {found.map((group) => (
        <Group key={group.name} {...group} />
      ))}
    </div>
  );
}

function Group({ name, description, operations }: OperationGroup) {
  const id = `group-${name.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3">
      <div>
        <h2 id={id} className="text-ink text-lg font-semibold">
          {name}
        </h2>
        <p className="text-muted text-sm">{description}</p>
      </div>
      <Card>
        <ul className="divide-line divide-y">
          {operations.map((operation) => (
            <li key={operation.name}>
              <Link
                href={`/docs/api/${operation.name}`}
                prefetch={false}
                className="hover:bg-hover flex items-baseline gap-3 px-4 py-3 focus-visible:-outline-offset-2 sm:px-5"
              >
                <MethodBadge method={operation.method} className="w-16" />
                <span className="flex min-w-0 flex-col gap-0.5">
                  <span className="text-ink text-sm font-medium">{operation.summary}</span>
                  <span className="text-muted font-mono text-[0.8125rem] break-all">{operation.path}</span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
