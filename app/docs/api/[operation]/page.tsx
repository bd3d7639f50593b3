import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/data/page-header';
import { Markdown } from '@/components/docs/markdown';
import { MethodBadge } from '@/components/docs/method-badge';
import { OperationRequest } from '@/components/docs/operation-request';
import { Outcomes } from '@/components/docs/outcomes';
import { TryIt } from '@/components/docs/try-it';
import { operations, type ApiOperation } from '@/lib/docs/api';
import { parseMarkdown } from '@/lib/docs/markdown';
import { clientSnippet, curlSnippet, exampleBody, sendsKey } from '@/lib/docs/snippets';

interface Props {
  params: Promise<{ operation: string }>;
}

/** The operations are those of the document; any other address is not found. */
export const dynamicParams = false;

export function generateStaticParams(): { operation: string }[] {
  return operations.map(({ name }) => ({ operation: name }));
}

async function operationOf({ params }: Props): Promise<ApiOperation | undefined> {
  const { operation } = await params;
  return operations.find(({ name }) => name === operation);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await operationOf(props))?.summary ?? 'API' };
}

export default async function OperationPage(props: Props) {
  const operation = await operationOf(props);
  if (operation === undefined) notFound();
  const body = operation.body === undefined ? undefined : (exampleBody(operation) ?? {});
  return (
    <>
      <PageHeader
        back={{ href: '/docs/api', label: 'All operations' }}
        title={operation.summary}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <MethodBadge method={operation.method} />
            <span className="text-ink-soft font-mono text-[0.8125rem] break-all">{operation.path}</span>
          </span>
        }
      />
      <Markdown blocks={parseMarkdown(operation.description)} />
      <OperationRequest
        operation={operation}
        curl={curlSnippet(operation, '$DRAWDOWN_URL')}
        client={clientSnippet(operation)}
      />
      <TryIt
        key={operation.name}
        operation={{
          method: operation.method,
          path: operation.path,
          isForAnyone: operation.isForAnyone,
          takesKey: sendsKey(operation),
          isStream: operation.tag === 'Live',
          parameters: operation.parameters
            .filter((parameter) => parameter.in !== 'header')
            .map(({ name, in: place, required = false, example }) => ({
              name,
              place: place === 'path' ? 'path' : 'query',
              isRequired: required,
              example: example === undefined ? '' : String(example),
            })),
          body: body === undefined ? undefined : JSON.stringify(body, null, 2),
        }}
      />
      <Outcomes outcomes={operation.outcomes} />
    </>
  );
}
