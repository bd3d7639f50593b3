import { Check, CircleDashed, CircleOff, ClockAlert, X, type LucideIcon } from 'lucide-react';
import { DataTable, type Column } from '@/components/data/data-table';
import { Timestamp } from '@/components/data/timestamp';
import { Badge, type Tone } from '@/components/ui/badge';
import { formatMilliseconds } from '@/lib/ui/duration';
import { jobName, jobState, scheduleWords, type Job, type JobState } from './answer';

const looks: Readonly<Record<JobState, { label: string; tone: Tone; icon: LucideIcon }>> = {
  well: { label: 'Up to date', tone: 'positive', icon: Check },
  late: { label: 'Behind', tone: 'warning', icon: ClockAlert },
  failed: { label: 'Failed', tone: 'danger', icon: X },
  never: { label: 'Not run yet', tone: 'neutral', icon: CircleDashed },
  off: { label: 'Switched off', tone: 'neutral', icon: CircleOff },
};

function JobBadge({ state }: { state: JobState }) {
  const { label, tone, icon: Icon } = looks[state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {label}
    </Badge>
  );
}

function Moment({ value }: { value: string | null }) {
  return value === null ? <span className="text-muted">Never</span> : <Timestamp value={value} />;
}

function columnsAt(now: string): readonly Column<Job>[] {
  return [
    {
      key: 'job',
      header: 'Job',
      phone: 'lead',
      cell: (job) => (
        <div className="min-w-0 text-pretty whitespace-normal">
          <div className="font-medium">{jobName(job.name)}</div>
          <div className="text-muted text-sm font-normal max-sm:hidden">{job.description}</div>
        </div>
      ),
    },
    {
      key: 'state',
      header: 'State',
      phone: 'figure',
      cell: (job) => <JobBadge state={jobState(job, now)} />,
    },
    {
      key: 'schedule',
      header: 'Schedule',
      show: 'wide',
      phone: 'bare',
      cell: (job) => <span className="text-muted whitespace-nowrap">{scheduleWords(job.schedule)}</span>,
    },
    { key: 'done', header: 'Last done', cell: (job) => <Moment value={job.last_done_at} /> },
    {
      key: 'duration',
      header: 'Took',
      align: 'end',
      cell: (job) =>
        job.last_duration_ms === null ? (
          <span className="text-muted">Not known</span>
        ) : (
          <span className="tabular whitespace-nowrap">{formatMilliseconds(job.last_duration_ms)}</span>
        ),
    },
    {
      key: 'failures',
      header: 'Failures',
      align: 'end',
      cell: (job) =>
        job.failures === 0 ? (
          <span className="tabular text-muted">0</span>
        ) : (
          <span className="tabular">
            <span className="text-danger font-medium">{job.failures.toLocaleString('en-US')}</span>
            {job.last_failed_at ? (
              <>
                {' '}
                <Timestamp value={job.last_failed_at} className="text-muted text-sm whitespace-nowrap" />
              </>
            ) : null}
          </span>
        ),
    },
  ];
}

/** What runs by itself, and how it went last. */
export function JobTable({ jobs, now }: { jobs: readonly Job[]; now: string }) {
  return (
    <DataTable
      caption="Jobs of this installation"
      columns={columnsAt(now)}
      rows={jobs}
      rowKey={(job) => job.name}
    />
  );
}
