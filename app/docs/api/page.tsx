import type { Metadata } from 'next';
import { PageHeader } from '@/components/data/page-header';
import { Markdown } from '@/components/docs/markdown';
import { OperationList } from '@/components/docs/operation-list';
import { introduction, operationsByTag } from '@/lib/docs/api';
import { parseMarkdown } from '@/lib/docs/markdown';

export const metadata: Metadata = { title: 'API' };

export default function ApiPage() {
  // One paragraph is one line in our Markdown; the document breaks its own.
  const blocks = parseMarkdown(introduction.replaceAll(/(\S)\n(?=\S)/g, '$1 '));
  const groups = operationsByTag().map(({ name, description, operations }) => ({
    name,
    description,
    operations: operations.map(({ name: id, method, path, summary }) => ({
      name: id,
      method,
      path,
      summary,
    })),
  }));
  return (
    <>
      <PageHeader
        title="API"
        description="Every operation: what it takes, what it answers, and a place to try it."
      />
      <details>
        <summary className="text-accent-ink w-fit cursor-pointer rounded text-sm font-medium">
          What holds for all of them
        </summary>
        <div className="pt-3">
          <Markdown blocks={blocks} />
        </div>
      </details>
      <OperationList groups={groups} />
    </>
  );
}
