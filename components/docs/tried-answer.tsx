import { CodeBlock } from '@/components/docs/markdown';
import { StatusCode } from '@/components/docs/status-code';
import type { TriedAnswer } from '@/lib/ui/try-request';

/** What came back: status and time, headers, body. */
export function TriedAnswerView({ answer }: { answer: TriedAnswer }) {
  const { status, milliseconds, headers, body } = answer;
  return (
    <section aria-label="Answer" className="flex flex-col gap-3">
      <p className="text-ink flex items-center gap-2 text-sm">
        <StatusCode status={status} />
        <span className="tabular">in {milliseconds} ms</span>
      </p>
      <details>
        <summary className="text-accent-ink w-fit cursor-pointer rounded text-sm">Headers</summary>
        <dl className="pt-2 text-[0.8125rem]">
          {headers.map(([name, value]) => (
            <div key={name} className="flex flex-wrap gap-x-2 py-0.5 font-mono">
              <dt className="text-muted">{name}:</dt>
              <dd className="text-ink min-w-0 break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </details>
      {body === '' ? <p className="text-muted text-sm">No body.</p> : <CodeBlock text={body} what="answer" />}
    </section>
  );
}
