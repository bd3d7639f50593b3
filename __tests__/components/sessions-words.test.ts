import { outcomeFilter, sessionInput, sessionQuestion } from '@/components/sessions/session-address';
import { listSessions } from '@/lib/operations/sessions';
import { accountName, actorName, entryKind, entryReference } from '@/lib/ui/ledger-words';
import { formatClock } from '@/lib/ui/duration';

describe('whole seconds as a clock shows them', () => {
  it.each([
    [0, '0:00'],
    [7, '0:07'],
    [65, '1:05'],
    [3599, '59:59'],
    [3600, '1:00:00'],
    [86_399, '23:59:59'],
    [86_400, '1 d 00:00:00'],
    [3 * 86_400 + 3_661, '3 d 01:01:01'],
  ])('%d are %s', (seconds, text) => {
    expect(formatClock(seconds)).toBe(text);
  });
});

describe('the address of a history', () => {
  const customer = '0196c1f0-0000-7000-8000-000000000001';

  it('asks for a customer, an outcome and days', () => {
    const question = sessionQuestion({ customer, outcome: 'ran_out', from: '2026-11-01', to: '2026-11-21' });
    expect(sessionInput(question)).toEqual({
      customer_id: customer,
      end_reason: 'ran_out',
      from_day: '2026-11-01',
      to_day: '2026-11-21',
    });
    expect(sessionInput(sessionQuestion({ outcome: 'running' }))).toEqual({ status: 'active' });
  });

  it('leaves out what makes no sense', () => {
    expect(sessionQuestion({ outcome: 'drop table', from: '2026-02-31', to: 'soon', customer: '' })).toEqual(
      {},
    );
  });

  it('has a filter for each outcome, which the operation takes', () => {
    for (const { value } of outcomeFilter.options.slice(1)) {
      const question = sessionQuestion({ outcome: value });
      expect(question.outcome).toBe(value);
      expect(listSessions.input.safeParse(sessionInput(question)).success).toBe(true);
    }
  });
});

describe('words of the credits wallet', () => {
  it('name what a session burned, what was granted and what was bought, and the other side of each', () => {
    expect(['session', 'grant', 'top_up'].map(entryKind)).toEqual(['Session', 'Grant', 'Top-up']);
    expect(accountName('revenue:sessions')).toBe('Revenue from sessions');
    expect(accountName('credits:sold')).toBe('Credits sold');
    expect(accountName('credits:granted')).toBe('Credits given for nothing');
    expect(accountName('of_a_later_time')).toBe('Of a later time');
  });

  it('lead from a burn to its session, and say of a welcome grant what it is', () => {
    expect(entryReference({ reference_type: 'session', reference_id: 'some-id' })).toEqual({
      label: 'Session',
      href: '/sessions/some-id',
    });
    expect(entryReference({ reference_type: 'welcome_grant', reference_id: 'some-id' })).toEqual({
      label: 'Welcome grant',
      href: null,
    });
  });

  it('say of what a customer did that it was they', () => {
    expect(actorName('customer:0196c1f0-0000-7000-8000-000000000001')).toBe('The customer');
  });
});
