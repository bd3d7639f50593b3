import { Download, History, SearchX, X } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import {
  aboutFilter,
  auditFile,
  auditInput,
  auditQuestion,
  whoFilter,
} from '@/components/audit/audit-address';
import { AuditList } from '@/components/audit/audit-list';
import { whoDid } from '@/components/audit/audit-words';
import { EmptyState } from '@/components/data/empty-state';
import { FilterBar } from '@/components/data/filter-bar';
import { Pagination } from '@/components/data/pagination';
import { LiveRefresh } from '@/components/live/live-refresh';
import { Button } from '@/components/ui/button';
import { Card, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { DatesForm } from '@/components/usage/dates-form';
import { listApiKeys } from '@/lib/operations/api-keys';
import { listAuditEvents } from '@/lib/operations/audit';
import { listMembers } from '@/lib/operations/business';
import { query } from '@/lib/pages/query';
import { currentMember } from '@/lib/ui/current-member';
import { actorName } from '@/lib/ui/ledger-words';
import { pageLinks, parameter, withParameters } from '@/lib/ui/search-params';

export const metadata: Metadata = { title: 'Audit' };

const path = '/settings/audit';

export default async function AuditPage({ searchParams }: PageProps<'/settings/audit'>) {
  const params = await searchParams;
  const question = auditQuestion(params);
  const cursor = parameter(params, 'cursor');
  const [page, members, keys, { business }] = await Promise.all([
    query(listAuditEvents, { limit: 50, ...auditInput(question), ...(cursor ? { cursor } : {}) }),
    query(listMembers),
    query(listApiKeys),
    currentMember(),
  ]);
  const filtered = Object.keys(question).length > 0;
  const [first] = page.data;
  const who = question.who
    ? { actor: question.who, name: first ? whoDid(first) : actorName(question.who) }
    : null;
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-col gap-2 sm:flex-row sm:flex-wrap sm:items-start">
        {question.subject ? (
          <Button asChild variant="secondary" className="h-10 w-fit max-w-full">
            <Link
              href={withParameters(path, params, { about: null, subject: null, cursor: null, trail: null })}
            >
              <span className="truncate">{first?.subject_name ?? `One ${question.about}`}</span>
              <X aria-hidden />
              <span className="sr-only">Show the changes of everything</span>
            </Link>
          </Button>
        ) : null}
        <FilterBar
          filters={[...(question.subject ? [] : [aboutFilter]), whoFilter(members.data, keys.data, who)]}
        />
        <DatesForm path={path} params={params} from={question.from} to={question.to} open />
      </div>
      <Card aria-labelledby="audit">
        <CardHeader className="border-line border-b">
          <div>
            <CardTitle id="audit">Audit</CardTitle>
            <CardDescription>
              Who changed a setting, a member, a key, the terms of a customer or a price. None is ever changed
              or removed.
            </CardDescription>
          </div>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <LiveRefresh topics={['audit']} />
            {page.data.length > 0 ? (
              <Button asChild variant="secondary" size="small">
                <a href={auditFile(business.id, question)} download>
                  <Download aria-hidden />
                  Download CSV
                </a>
              </Button>
            ) : null}
          </div>
        </CardHeader>
        {page.data.length > 0 ? (
          <>
            <AuditList events={page.data} currency={business.currency} />
            <Pagination links={pageLinks(path, params, page)} label="Pages of the audit" />
          </>
        ) : filtered ? (
          <EmptyState
            icon={SearchX}
            title="No change matches"
            action={
              <Button asChild variant="secondary">
                <Link href={path}>Clear filters</Link>
              </Button>
            }
          >
            Nobody changed anything that fits these filters.
          </EmptyState>
        ) : (
          <EmptyState icon={History} title="Nothing was changed yet">
            Each change of a setting, a member, a key, the terms of a customer or a price stands here from the
            moment it is made: who, when, from what to what.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}
