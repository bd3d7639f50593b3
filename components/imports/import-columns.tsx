'use client';

import { useId } from 'react';
import { Label } from '@/components/ui/label';
import { Select } from '@/components/ui/select';
import { importFields } from '@/lib/imports/nouns';
import type { ImportPreview } from '@/lib/imports/preview';

const none = 'none';

/** Which column of the file is for which field. Each field is of one column at the most. */
export function ImportColumns({
  preview: { noun, columns },
  onChange,
}: {
  preview: ImportPreview;
  onChange: (fields: (string | null)[]) => void;
}) {
  const id = useId();
  const chosen = columns.map(({ field }) => field);
  return (
    <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
      {columns.map(({ header, field }, index) => (
        <div key={`${index} ${header}`} className="grid min-w-0 content-start gap-1.5">
          <Label id={`${id}-${index}`} className="truncate">
            {header || `Column ${index + 1}`}
          </Label>
          <Select
            aria-labelledby={`${id}-${index}`}
            value={field ?? none}
            onValueChange={(name) =>
              onChange(
                chosen.map((before, other) => {
                  if (other === index) return name === none ? null : name;
                  return before === name ? null : before;
                }),
              )
            }
            options={[
              { value: none, label: 'Left out' },
              ...importFields[noun].map(({ name, label }) => ({ value: name, label })),
            ]}
          />
        </div>
      ))}
    </div>
  );
}
