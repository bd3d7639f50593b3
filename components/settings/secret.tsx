import { Alert } from '@/components/ui/alert';
import { CopyButton } from '@/components/ui/copy-button';

export interface SecretProps {
  /** The text to copy, shown this once. */
  value: string;
  what: string;
  warning: string;
}

export function Secret({ value, what, warning }: SecretProps) {
  return (
    <div className="grid gap-3">
      <div className="border-line bg-subtle flex items-center gap-2 rounded-lg border py-1.5 pr-1.5 pl-3">
        {/* A text field, so that it can be selected and copied by hand where the clipboard is closed. */}
        <input
          readOnly
          value={value}
          aria-label={what}
          onFocus={(event) => event.currentTarget.select()}
          className="w-full min-w-0 flex-1 bg-transparent font-mono text-sm outline-offset-4"
        />
        <CopyButton text={value} what={what} labelled />
      </div>
      <Alert tone="warning" title={warning} />
    </div>
  );
}
