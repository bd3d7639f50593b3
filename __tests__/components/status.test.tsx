import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import { jobState, scheduleWords, type Job, type StatusAnswer } from '@/components/status/answer';
import { Backlog } from '@/components/status/backlog';
import { JobTable } from '@/components/status/job-table';
import { SchedulerAlert } from '@/components/status/scheduler-alert';
import { StatusStrip } from '@/components/status/status-strip';

const now = '2026-11-21T12:00:00Z';
const job: Job = {
  name: 'hourly_debits',
  description: 'Debits each customer for each hour that is due.',
  schedule: '* * * * *',
  is_enabled: true,
  last_seen_at: '2026-11-21T11:59:30Z',
  last_done_at: '2026-11-21T11:59:30Z',
  last_duration_ms: 2_140,
  runs: 10,
  failures: 0,
  last_failed_at: null,
};
const status: StatusAnswer = {
  database_time: now,
  business_time: now,
  schema_version: '20261121002620',
  scheduler: 'pg_cron',
  scheduler_seen_at: '2026-11-21T11:59:30Z',
  jobs: [job],
  last_proof: { checked_at: '2026-11-21T11:00:00Z', discrepancies: 0 },
  backlog: {
    hours_due: 0,
    hours_set_aside_until: null,
    customers_unbilled: 0,
    customers_held: 0,
    usage_billed_at: null,
    sessions_unsettled: 0,
    deliveries_pending: 0,
  },
};

describe('the state of a job', () => {
  it.each<[string, Partial<Job>, ReturnType<typeof jobState>]>([
    ['is well where it was through lately', {}, 'well'],
    [
      'is late after five minutes, of one that runs each minute',
      { last_done_at: '2026-11-21T11:54:59Z' },
      'late',
    ],
    [
      'is well for a day, of one that runs daily',
      { schedule: '17 3 * * *', last_done_at: '2026-11-20T12:00:00Z' },
      'well',
    ],
    ['is late after that', { schedule: '17 3 * * *', last_done_at: '2026-11-20T10:59:00Z' }, 'late'],
    ['is a failure until it is through again', { last_failed_at: '2026-11-21T11:59:40Z' }, 'failed'],
    ['is well once it was', { failures: 3, last_failed_at: '2026-11-21T11:58:00Z' }, 'well'],
    ['is unknown before the first run', { last_done_at: null, last_seen_at: null }, 'never'],
    ['is off where an operator switched it off', { is_enabled: false, last_done_at: null }, 'off'],
  ])('%s', (_name, change, expected) => {
    expect(jobState({ ...job, ...change }, now)).toBe(expected);
  });

  it('has its schedule in words where those are simple', () => {
    expect(['* * * * *', '17 3 * * *', '*/5 * * * 1'].map(scheduleWords)).toEqual([
      'Every minute',
      'Daily at 03:17 UTC',
      '*/5 * * * 1',
    ]);
  });
});

describe('the status page', () => {
  it('lists the jobs with what each did last, and says in words that one failed', async () => {
    const failed = { ...job, name: 'bill_usage', failures: 1_204, last_failed_at: '2026-11-21T11:59:45Z' };
    const { container } = render(<JobTable jobs={[job, failed]} now={now} />);
    const rows = within(screen.getByRole('table', { name: 'Jobs of this installation' })).getAllByRole('row');
    expect(rows[1]).toHaveTextContent(/Hourly debits.*Up to date.*Every minute.*2\.1 s.*0/);
    expect(rows[2]).toHaveTextContent(/Billing of usage.*Failed.*1,204/);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows what waits, each with the way to the rows behind it', async () => {
    const backlog = { ...status.backlog, hours_due: 3, customers_held: 2 };
    const { container } = render(<Backlog status={{ ...status, backlog }} />);
    expect(screen.getByRole('link', { name: 'Hours to debit' })).toHaveAttribute('href', '/debits');
    expect(screen.getByText('3')).toHaveClass('text-warning');
    expect(screen.getByText('Nothing was billed yet')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says how the books came out last, and where to prove them', async () => {
    const { container, rerender } = render(<StatusStrip status={status} />);
    expect(screen.getByText('All agree')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Prove now' })).toHaveAttribute('href', '/ledger');
    expect(await axe(container)).toHaveNoViolations();
    rerender(<StatusStrip status={{ ...status, last_proof: { checked_at: now, discrepancies: 2 } }} />);
    expect(screen.getByText('2 discrepancies')).toHaveClass('text-danger');
    rerender(<StatusStrip status={{ ...status, last_proof: null }} />);
    expect(screen.getByText('Not proved yet')).toBeInTheDocument();
  });

  it('speaks up only when no scheduler is at work, and says what stays right', () => {
    const { container, rerender } = render(<SchedulerAlert status={status} />);
    expect(container).toBeEmptyDOMElement();
    rerender(<SchedulerAlert status={{ ...status, scheduler: 'none' }} />);
    expect(screen.getByText('No scheduler is at work')).toBeInTheDocument();
    expect(screen.getByText(/Balances, sessions and limits stay right/)).toBeInTheDocument();
  });
});
