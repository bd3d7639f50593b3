import Link from 'next/link';
import { CodeBlock } from '@/components/docs/markdown';
import { SchemaFields } from '@/components/docs/schema-fields';
import { StatusCode } from '@/components/docs/status-code';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { Outcome } from '@/lib/docs/api';
import { inside } from '@/lib/docs/schema-words';

/** Everything that an operation can answer: its success with fields and examples, each refusal by its code. */
export function Outcomes({ outcomes }: { outcomes: readonly Outcome[] }) {
  return (
    <>
      {outcomes
        .filter(({ answers }) => answers.length > 0)
        .map((outcome) => (
          <Success key={outcome.status} {...outcome} />
        ))}
      <Card>
        <CardHeader>
          <CardTitle>Refusals</CardTitle>
        </CardHeader>
        <ul className="divide-line border-line divide-y border-t">
          {outcomes.flatMap(({ status, problems }) =>
            problems.map((problem) => (
              <li key={problem.code} className="px-4 py-3 sm:px-5">
                <details>
                  <summary className="flex cursor-pointer items-baseline gap-3 rounded">
                    <StatusCode status={status} />
                    <span className="flex min-w-0 flex-col">
                      <span className="text-ink font-mono text-[0.8125rem] font-medium break-all">
                        {problem.code}
                      </span>
                      <span className="text-muted text-sm">{problem.summary}</span>
                    </span>
                  </summary>
                  <div className="flex flex-col gap-3 pt-3">
                    <CodeBlock text={problem.example} what={`example of ${problem.code}`} />
                    <Link
                      href={`/docs/errors/${problem.code}`}
                      prefetch={false}
                      className="text-accent-ink w-fit rounded text-sm font-medium underline-offset-4 hover:underline"
                    >
                      What happened, and what to do
                    </Link>
                  </div>
                </details>
              </li>
            )),
          )}
        </ul>
      </Card>
    </>
  );
}

function Success({ status, headers, answers }: Outcome) {
  return (
    <Card>
      <CardHeader>
        <CardTitle className="flex items-center gap-2">
          Success <StatusCode status={status} />
        </CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <p className="text-muted text-sm">
          Headers: <span className="font-mono text-[0.8125rem] break-words">{headers.join(', ')}</span>
        </p>
        {answers.map(({ contentType, schema, example }) => (
          <div key={contentType} className="flex flex-col gap-2">
            <h3 className="text-ink font-mono text-[0.8125rem] font-medium">{contentType}</h3>
            <CodeBlock text={example} what={`${contentType} example`} />
            {schema === undefined || inside(schema).properties === undefined ? null : (
              <details>
                <summary className="text-accent-ink w-fit cursor-pointer rounded text-sm">
                  Fields of the answer
                </summary>
                <SchemaFields schema={schema} />
              </details>
            )}
          </div>
        ))}
      </CardContent>
    </Card>
  );
}
