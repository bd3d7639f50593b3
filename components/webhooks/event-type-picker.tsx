'use client';

import { useId, useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { FieldFrame, SwitchField } from '@/components/ui/field';
import { choosable, eventWords, type EventType } from './webhook-words';

/** Every event, or those that are ticked. */
export function EventTypePicker({ chosen: initial = [] }: { chosen?: readonly EventType[] }) {
  const [every, setEvery] = useState(initial.length === 0);
  const [chosen, setChosen] = useState<ReadonlySet<EventType>>(new Set(initial));
  const prefix = useId();
  const set = (type: EventType, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(type);
    else next.delete(type);
    setChosen(next);
  };
  return (
    <>
      <SwitchField
        name="every_event"
        label="Every event"
        hint="Also of kinds that are added later"
        checked={every}
        onCheckedChange={setEvery}
      />
      {every ? null : (
        <FieldFrame name="event_types" label="Events" hint={`${chosen.size} of ${choosable.length} chosen`}>
          {(control) => (
            <div
              role="group"
              aria-label="Events"
              aria-describedby={control['aria-describedby']}
              className="border-line grid max-h-56 gap-0.5 overflow-y-auto rounded-lg border p-1.5"
            >
              {choosable.map((type, index) => {
                // The label of the frame leads to the first box.
                const id = index === 0 ? control.id : `${prefix}-${type}`;
                return (
                  <label
                    key={type}
                    htmlFor={id}
                    className="hover:bg-hover flex items-center gap-3 rounded-md px-2 py-1.5 text-sm"
                  >
                    <Checkbox
                      id={id}
                      name="event_types"
                      value={type}
                      checked={chosen.has(type)}
                      onCheckedChange={(checked) => set(type, checked === true)}
                      aria-invalid={control['aria-invalid']}
                    />
                    <span className="min-w-0 flex-1">{eventWords[type]}</span>
                    <code className="text-muted font-mono text-xs max-[420px]:hidden">{type}</code>
                  </label>
                );
              })}
            </div>
          )}
        </FieldFrame>
      )}
    </>
  );
}
