import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { PageHeader } from '@/components/data/page-header';
import { InlineMarkdown, Markdown } from '@/components/docs/markdown';
import { StatusCode } from '@/components/docs/status-code';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import { parseMarkdown } from '@/lib/docs/markdown';
import { errorCodes, isErrorCode } from '@/lib/errors/codes';

interface Props {
  params: Promise<{ code: string }>;
}

/** All pages are made when the app is built; the files they are made of need not be there when it runs. */
export const dynamicParams = false;

export function generateStaticParams(): { code: string }[] {
  return Object.keys(errorCodes).map((code) => ({ code }));
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await params).code };
}

export default async function ErrorPage({ params }: Props) {
  const { code } = await params;
  if (!isErrorCode(code)) notFound();
  const { status, title, remedy } = errorCodes[code];
  const source = await readFile(join(process.cwd(), 'docs', 'errors', `${code}.md`), 'utf8');
  // The first heading is the code, which the page has for a title.
  const [, ...blocks] = parseMarkdown(source);
  return (
    <>
      <PageHeader
        back={{ href: '/docs/errors', label: 'All errors' }}
        title={<span className="font-mono text-xl break-all">{code}</span>}
        description={
          <span className="flex flex-wrap items-center gap-2">
            <StatusCode status={status} />
            {title}
          </span>
        }
      />
      <Card>
        <CardHeader>
          <CardTitle>In short</CardTitle>
        </CardHeader>
        <CardContent className="text-ink-soft">
          <InlineMarkdown text={remedy} />
        </CardContent>
      </Card>
      <Markdown blocks={blocks} />
    </>
  );
}
