'use client';

import { Command } from 'cmdk';
import { useState } from 'react';
import { findPayersAction, type Payer } from '@/app/actions/payments';
import { Amount } from '@/components/data/amount';
import { Finder, finderItemClasses } from '@/components/sales/finder';
import { useAnswer } from '@/components/sales/use-answer';
import { isZero } from '@/lib/money/format';
import { cn } from '@/lib/ui/cn';

/** Whose money it is: found by part of the name, the email or the business's own id; who owes most comes first. */
export function PayerPicker({ onChoose }: { onChoose: (payer: Payer) => void }) {
  const [term, setTerm] = useState('');
  const [highlight, setHighlight] = useState<{ of: string | null; id: string }>({ of: null, id: '' });
  const wanted = term.trim();
  const { data, of, failure } = useAnswer(wanted, findPayersAction, 120);
  const payers = data ?? [];
  if (of !== null && highlight.of !== of) setHighlight({ of, id: payers[0]?.id ?? '' });
  return (
    <Finder
      label="Find a customer"
      rows="Customers"
      placeholder="Name, email or your own id"
      term={term}
      onTerm={setTerm}
      highlighted={highlight.id}
      onHighlight={(id) => setHighlight({ of, id })}
      // The rows of an older term are not what Enter means.
      onKeyDown={(event) => {
        if (event.key === 'Enter' && of !== wanted) event.preventDefault();
      }}
      autoFocus
      pending={of !== wanted && failure === null}
      failure={failure}
      isEmpty={payers.length === 0}
      none={wanted === '' ? 'There is no customer yet. Create one first.' : `No customer holds “${wanted}”.`}
      className="[&>[cmdk-list-sizer]]:grid [&>[cmdk-list-sizer]]:gap-1.5"
    >
      {payers.map((payer) => (
        <Command.Item
          key={payer.id}
          value={payer.id}
          onSelect={() => onChoose(payer)}
          className={cn(finderItemClasses, 'flex min-h-12 items-center justify-between gap-3 px-3 py-2')}
        >
          <span className="grid min-w-0">
            <span className="truncate font-medium">{payer.name}</span>
            {payer.email ? <span className="text-muted truncate text-xs">{payer.email}</span> : null}
          </span>
          {isZero(payer.owed) ? (
            <span className="text-muted shrink-0 text-xs">Owes nothing</span>
          ) : (
            <span className="grid shrink-0 text-right text-xs">
              <span className="text-muted">Owes</span>
              <Amount value={payer.owed} currency={payer.currency} className="text-sm" />
            </span>
          )}
        </Command.Item>
      ))}
    </Finder>
  );
}
