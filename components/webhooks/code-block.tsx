import { CopyButton } from '@/components/ui/copy-button';

/** Text for a program, to read and to copy; what is too wide is reached with the arrow keys. */
export function CodeBlock({ title, what, code }: { title: string; what: string; code: string }) {
  return (
    <figure className="min-w-0">
      <figcaption className="mb-2 flex items-center justify-between gap-3 text-sm">
        <span className="text-ink-soft min-w-0">{title}</span>
        <CopyButton text={code} what={what} labelled />
      </figcaption>
      <pre
        tabIndex={0}
        aria-label={title}
        className="border-line bg-subtle max-h-96 overflow-auto rounded-lg border px-4 py-3 font-mono text-[0.8125rem] leading-relaxed"
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
