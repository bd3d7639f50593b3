import type { Metadata } from 'next';
import Link from 'next/link';
import { PageHeader } from '@/components/data/page-header';
import { InlineMarkdown } from '@/components/docs/markdown';
import { StatusCode } from '@/components/docs/status-code';
import { Card } from '@/components/ui/card';
import { errorCodes } from '@/lib/errors/codes';

export const metadata: Metadata = { title: 'Errors' };

export default function ErrorsPage() {
  return (
    <>
      <PageHeader
        title="Errors"
        description="Every code an answer of the API can carry. Decide by the code: its meaning never changes."
      />
      <Card>
        <ul className="divide-line divide-y">
          {Object.entries(errorCodes).map(([code, { status, remedy }]) => (
            <li key={code}>
              <Link
                href={`/docs/errors/${code}`}
                className="hover:bg-hover flex items-baseline gap-4 px-5 py-3 focus-visible:-outline-offset-2"
              >
                <StatusCode status={status} />
                <span className="flex min-w-0 flex-col gap-0.5">
                  <span className="text-ink font-mono text-[0.8125rem] font-medium break-all">{code}</span>
                  <span className="text-muted text-sm text-pretty">
                    <InlineMarkdown text={remedy} />
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
