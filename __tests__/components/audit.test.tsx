import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import { AuditList } from '@/components/audit/audit-list';
import { isMore, valueText } from '@/components/audit/audit-values';
import { sentenceOf, subjectHref, whoDid, type AuditEvent } from '@/components/audit/audit-words';
import { auditInput, auditQuestion } from '@/components/audit/audit-address';
import { auditEvent, listAuditEvents } from '@/lib/operations/audit';

const adaId = '0196c1f0-0000-7000-8000-0000000000a1';
const cleoId = '0196c1f0-0000-7000-8000-0000000000c1';

function event(parts: Partial<AuditEvent>): AuditEvent {
  return auditEvent.parse({
    id: '0196c1f0-0000-7000-8000-000000000001',
    actor: `user:${adaId}`,
    actor_name: 'ada@example.test',
    action: 'customer.updated',
    subject_type: 'customer',
    subject_id: cleoId,
    subject_name: 'Cleo',
    changes: [],
    request_id: 'request-1',
    recorded_at: '2026-11-21T10:00:00Z',
    ...parts,
  });
}

const said = (parts: Partial<AuditEvent>): string => {
  const { before, subject, after } = sentenceOf(event(parts), 'USD');
  return [whoDid(event(parts)), before, subject, after].filter((part) => part !== '').join(' ');
};

const product = { subject_type: 'product', action: 'product.updated', subject_name: 'Router' } as const;
const business = { subject_type: 'business', action: 'business.updated', subject_name: 'Acme' } as const;
const member = { subject_type: 'member', subject_name: 'eve@example.test' } as const;
const endpoint = {
  subject_type: 'webhook_endpoint',
  action: 'webhook_endpoint.updated',
  subject_name: 'https://example.com/hook',
} as const;
const change = (field: string, before: AuditEvent['changes'][number]['before'], after: typeof before) => ({
  changes: [{ field, before, after }],
});

test.each<[Partial<AuditEvent>, string]>([
  [
    change('credit_limit', '100.00', '250.00'),
    'ada@example.test raised the credit limit of Cleo from $100.00 to $250.00',
  ],
  [
    change('credit_limit', '1000.00', '250.00'),
    'ada@example.test lowered the credit limit of Cleo from $1,000.00 to $250.00',
  ],
  [
    change('hourly_debit_amount', '0.00', '3.00'),
    'ada@example.test raised the hourly debit of Cleo from $0.00 to $3.00',
  ],
  [
    change('low_balance', null, '5.00'),
    'ada@example.test changed the low balance threshold of Cleo from none to $5.00',
  ],
  [
    {
      changes: [
        { field: 'postpaid', before: false, after: true },
        { field: 'overdraft_limit', before: '0.00', after: null },
      ],
    },
    'ada@example.test made Cleo postpaid',
  ],
  [
    {
      changes: [
        { field: 'overdraft_limit', before: '0.00', after: '5.00' },
        { field: 'hourly_debit_amount', before: '0.00', after: '1.00' },
      ],
    },
    'ada@example.test changed 2 terms of Cleo',
  ],
  [change('status', 'active', 'inactive'), 'ada@example.test paused the debits of Cleo'],
  [change('status', 'archived', 'active'), 'ada@example.test reactivated Cleo'],
  [change('user_id', null, adaId), 'ada@example.test gave a login to Cleo'],
  [{ action: 'customer.created' }, 'ada@example.test added the customer Cleo'],
  [{ action: 'customer.deleted' }, 'ada@example.test deleted the customer Cleo'],
  [
    { ...product, ...change('price', '9.00', '12.50') },
    'ada@example.test raised the price of Router from $9.00 to $12.50',
  ],
  [
    { ...product, ...change('usage_unit_price', '0.000002', null) },
    'ada@example.test changed the usage price of Router from $0.000002 to the price of a piece',
  ],
  [{ ...product, ...change('status', 'active', 'inactive') }, 'ada@example.test took Router off sale'],
  [
    { ...business, ...change('welcome_grant', '100', '1') },
    'ada@example.test lowered the welcome grant of Acme from 100\u00a0credits to 1\u00a0credit',
  ],
  [{ ...business, ...change('join_enabled', true, false) }, 'ada@example.test closed the join page of Acme'],
  [{ ...business, ...change('name', 'Acme', 'Acme Two') }, 'ada@example.test renamed Acme to Acme Two'],
  [
    {
      ...business,
      action: 'business.clock_moved',
      ...change('test_clock_at', '2026-01-01T00:30:00+00:00', '2026-01-03T00:00:00+00:00'),
    },
    'ada@example.test moved the test clock from 2026-01-01 00:30 UTC to 2026-01-03 00:00 UTC',
  ],
  [
    { ...member, action: 'member.updated', ...change('role', 'viewer', 'admin') },
    'ada@example.test changed the role of eve@example.test from viewer to admin',
  ],
  [
    { ...member, action: 'member.created', subject_id: adaId, ...change('role', null, 'viewer') },
    'ada@example.test joined as viewer',
  ],
  [{ ...member, action: 'member.deleted', subject_id: adaId }, 'ada@example.test left the business'],
  [{ ...member, action: 'member.deleted' }, 'ada@example.test removed eve@example.test'],
  [
    {
      subject_type: 'invitation',
      action: 'invitation.created',
      subject_name: 'eve@example.test',
      ...change('role', null, 'viewer'),
    },
    'ada@example.test invited eve@example.test as viewer',
  ],
  [
    { subject_type: 'invitation', action: 'invitation.created', ...change('role', null, 'customer') },
    'ada@example.test invited Cleo to the portal',
  ],
  [
    {
      subject_type: 'api_key',
      action: 'api_key.revoked',
      subject_name: 'Worker',
      actor: `api_key:${cleoId}`,
      actor_name: 'Boss',
    },
    'API key Boss revoked the API key Worker',
  ],
  [
    {
      subject_type: 'api_key',
      action: 'api_key.updated',
      subject_name: 'Worker',
      actor: 'database:postgres',
      actor_name: null,
      ...change('key_hash', null, null),
    },
    'Database: postgres replaced the key of Worker',
  ],
  [
    { ...endpoint, ...change('secret_rotated_at', null, null) },
    'ada@example.test replaced the signing secret of https://example.com/hook',
  ],
  [
    { ...endpoint, ...change('event_types', [], ['wallet.low']) },
    'ada@example.test changed the events of https://example.com/hook',
  ],
  [
    {
      ...endpoint,
      actor: 'job:deliver_webhooks',
      actor_name: null,
      ...change('disabled_reason', null, 'gone'),
    },
    'Job: deliver webhooks disabled the webhook endpoint https://example.com/hook since it answered 410 Gone',
  ],
])('a change is a sentence: %#', (parts, sentence) => {
  expect(said(parts)).toBe(sentence);
});

test('more and less are told by the digits, however many there are', () => {
  expect(isMore('10.00', '9.00')).toBe(true);
  expect(isMore('9.000001', '9')).toBe(true);
  expect(isMore('-5', '3')).toBe(false);
  expect(isMore('-5', '-7')).toBe(true);
  expect(isMore('123456789012345.000001', '123456789012345.000002')).toBe(false);
});

test('what is not there says what that means', () => {
  expect(valueText('credit_limit', null, 'USD')).toBe('no limit');
  expect(valueText('expires_at', null, 'USD')).toBe('never');
  expect(valueText('event_types', [], 'USD')).toBe('everything');
});

test('a subject leads to its page, unless it is gone', () => {
  expect(subjectHref(event({}))).toBe(`/customers/${cleoId}`);
  expect(subjectHref(event({ action: 'customer.deleted' }))).toBeNull();
});

test('the list has each change as a sentence, with every field, who and the request behind it', async () => {
  const { container } = render(
    <ul>
      <li>
        <AuditList
          currency="USD"
          events={[
            event({ changes: [{ field: 'credit_limit', before: '100.00', after: '250.00' }] }),
            event({
              id: '0196c1f0-0000-7000-8000-000000000002',
              actor: 'database:postgres',
              actor_name: null,
              request_id: null,
              subject_type: 'api_key',
              action: 'api_key.updated',
              subject_name: 'Worker',
              changes: [{ field: 'key_hash', before: null, after: null }],
            }),
          ]}
        />
      </li>
    </ul>,
  );
  expect(screen.getByRole('link', { name: 'Cleo' })).toHaveAttribute('href', `/customers/${cleoId}`);
  const [first, second] = screen.getAllByText('Details').map((summary) => summary.closest('details'));
  if (!first || !second) throw new Error('there are no details');
  const rows = within(first).getAllByRole('row', { hidden: true });
  expect(rows.map((row) => row.textContent)).toEqual(['FieldBeforeAfter', 'Credit limit$100.00$250.00']);
  expect(first).toHaveTextContent(`user:${adaId}`);
  expect(first).toHaveTextContent('request-1');
  expect(second).toHaveTextContent('KeyNot shownNot shown');
  expect(second).toHaveTextContent('No request');
  expect(await axe(container)).toHaveNoViolations();
});

test('an address asks for what makes sense of it, and nothing else', () => {
  const question = auditQuestion({
    about: 'customer',
    subject: cleoId,
    who: `user:${adaId}`,
    from: '2026-01-01',
    to: '2026-01-31',
  });
  expect(auditInput(question)).toEqual({
    subject_type: 'customer',
    subject_id: cleoId,
    actor: `user:${adaId}`,
    recorded_from: '2026-01-01T00:00:00Z',
    recorded_before: '2026-02-01T00:00:00Z',
  });
  expect(listAuditEvents.input.safeParse(auditInput(question)).success).toBe(true);
  expect(auditQuestion({ about: 'nothing', subject: cleoId, who: "x' or", from: 'soon' })).toEqual({});
});
