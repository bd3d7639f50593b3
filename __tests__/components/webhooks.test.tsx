import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DeliveryCard } from '@/components/webhooks/delivery-card';
import { EndpointAlert } from '@/components/webhooks/endpoint-facts';
import { EndpointTable } from '@/components/webhooks/endpoint-table';
import { WebhookEventTable } from '@/components/webhooks/event-table';
import { EventTypePicker } from '@/components/webhooks/event-type-picker';
import { FirstEndpoint } from '@/components/webhooks/first-endpoint';
import { webhookInput, webhookQuestion } from '@/components/webhooks/webhook-address';
import { choosable, durationText, sentTypes, stateOf } from '@/components/webhooks/webhook-words';
import { webhookEventTypes } from '@/lib/operations/webhook-event-types';
import { listWebhookEvents } from '@/lib/operations/webhooks';
import { attempt, detail, endpoint, endpointId, eventId, eventRow, url } from './support/webhooks';

jest.mock('@/app/actions/webhooks', () => ({
  replayWebhookEventsAction: jest.fn(),
  retryWebhookDeliveryAction: jest.fn(),
}));

test('what can be chosen is every kind of event but the test', () => {
  expect(choosable).toEqual(webhookEventTypes.filter((type) => type !== 'webhook.test'));
});

test('words: what is sent, and how long it took', () => {
  expect(sentTypes([])).toBe('Every event');
  expect(sentTypes(['wallet.low'])).toBe('wallet.low');
  expect(sentTypes(['wallet.low', 'order.overdue'])).toBe('2 kinds of events');
  expect([durationText(85), durationText(2_449)]).toEqual(['85 ms', '2.4 s']);
});

test('an endpoint is active, failing, disabled by somebody, or given up', () => {
  const disabled = { status: 'disabled', disabled_at: '2026-11-21T10:00:00Z' } as const;
  expect(stateOf(endpoint())).toBe('active');
  expect(stateOf(endpoint({ failing_since: '2026-11-21T10:00:00Z' }))).toBe('failing');
  expect(stateOf(endpoint({ ...disabled, disabled_reason: 'by_member' }))).toBe('disabled');
  expect(stateOf(endpoint({ ...disabled, disabled_reason: 'gone' }))).toBe('given_up');
});

test('the table of endpoints says where, how it stands, how many wait, and what was answered last', async () => {
  const { container } = render(
    <EndpointTable
      endpoints={[endpoint(), endpoint({ id: eventId, description: null, last_attempt: null })]}
    />,
  );
  const [, first, second] = screen.getAllByRole('row');
  expect(first).toHaveTextContent(/Production.*Active.*Every event.*1,234.*Answered 500/);
  expect(second).toHaveTextContent(new RegExp(`${url}.*None yet`));
  expect(screen.getByRole('link', { name: /Production/ })).toHaveAttribute(
    'href',
    `/settings/webhooks/${endpointId}`,
  );
  expect(await axe(container)).toHaveNoViolations();
});

test.each([
  [{ disabled_reason: 'gone' as const }, /410 Gone.*Enable it/],
  [{ disabled_reason: 'failing' as const }, /three days.*Enable it/],
  [{ disabled_reason: 'by_member' as const }, /disabled/],
])('a disabled endpoint says why, and what to do: %p', (parts, words) => {
  const { container } = render(
    <EndpointAlert
      endpoint={endpoint({ status: 'disabled', disabled_at: '2026-11-21T10:00:00Z', ...parts })}
      mayEdit
    />,
  );
  expect(container).toHaveTextContent(words);
});

test('an event tells of the worst that became of it, or of one endpoint alone', () => {
  const { rerender } = render(
    <WebhookEventTable caption="Events" events={[eventRow('delivered', 'retrying', 'delivered')]} />,
  );
  expect(screen.getByText(/Retrying/)).toHaveTextContent('Retrying 1 of 3');
  rerender(
    <WebhookEventTable
      caption="Events"
      events={[eventRow('delivered', 'retrying')]}
      endpointId="0196c1f0-0000-7000-8000-0000000000e1"
    />,
  );
  expect(screen.getByText('Delivered')).toBeInTheDocument();
  rerender(<WebhookEventTable caption="Events" events={[eventRow()]} />);
  expect(screen.getByText('For no endpoint')).toBeInTheDocument();
});

describe('a delivery', () => {
  test('shows each attempt: what was answered, how long it took, and when the next is', async () => {
    const { container } = render(<DeliveryCard eventId={eventId} delivery={detail('retrying')} maySend />);
    expect(container).toHaveTextContent(/Retrying.*Next attempt/);
    const row = within(screen.getByRole('table')).getAllByRole('row')[1];
    expect(row).toHaveTextContent(/Answered 500.*85 ms.*The queue is full/);
    expect(screen.getByRole('button', { name: `Deliver now to ${url}` })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  test('without an answer says why there was none', () => {
    const none = attempt({ response_status: null, response_body: null, error: 'the name has no address' });
    render(<DeliveryCard eventId={eventId} delivery={detail('retrying', { attempts: [none] })} maySend />);
    expect(screen.getByText('the name has no address')).toBeInTheDocument();
  });

  test('behind an earlier event leads to that', () => {
    render(
      <DeliveryCard eventId={eventId} delivery={detail('pending', { waits_for: endpointId })} maySend />,
    );
    expect(screen.getByRole('link', { name: 'earlier event' })).toHaveAttribute(
      'href',
      `/settings/webhooks/events/${endpointId}`,
    );
  });

  test('asks before it sends again, and says what a receiver makes of it', async () => {
    render(<DeliveryCard eventId={eventId} delivery={detail('delivered')} maySend />);
    await userEvent.click(screen.getByRole('button', { name: /Deliver again/ }));
    expect(screen.getByRole('dialog')).toHaveTextContent(/same webhook-id.*nothing twice/);
    await userEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    await userEvent.click(screen.getByRole('button', { name: /Replay from here/ }));
    expect(screen.getByRole('dialog')).toHaveTextContent(/This event and all that .* takes after it/);
  });

  test('offers nothing to whoever may only read', () => {
    render(<DeliveryCard eventId={eventId} delivery={detail('abandoned')} maySend={false} />);
    expect(screen.queryByRole('button', { name: /Deliver/ })).not.toBeInTheDocument();
  });
});

test('every event, or those that are ticked', async () => {
  const { container } = render(
    <form aria-label="Form">
      <EventTypePicker />
    </form>,
  );
  const sent = () => new FormData(container.querySelector('form') ?? undefined);
  expect(sent().get('every_event')).toBe('on');
  await userEvent.click(screen.getByRole('switch', { name: 'Every event' }));
  expect(sent().get('every_event')).toBeNull();
  await userEvent.click(screen.getByRole('checkbox', { name: /fell below its threshold/ }));
  expect(sent().getAll('event_types')).toEqual(['wallet.low']);
  expect(await axe(container)).toHaveNoViolations();
});

test('before the first endpoint the page teaches what one is, with a receiver to copy', async () => {
  const { container } = render(<FirstEndpoint mayEdit={false} />);
  expect(container).toHaveTextContent(/told what happens here.*Owners and admins can add one/);
  expect(screen.getByLabelText(/A receiver/)).toHaveTextContent('webhooks.verify(');
  expect(await axe(container)).toHaveNoViolations();
});

test('an address asks for what makes sense of it, and nothing else', () => {
  const question = webhookQuestion({
    type: 'wallet.low',
    status: 'retrying',
    endpoint: endpointId,
    from: '2026-01-01',
    to: '2026-01-31',
  });
  expect(webhookInput(question)).toEqual({
    type: 'wallet.low',
    status: 'retrying',
    endpoint_id: endpointId,
    since: '2026-01-01T00:00:00Z',
    until: '2026-02-01T00:00:00Z',
  });
  expect(listWebhookEvents.input.safeParse(webhookInput(question)).success).toBe(true);
  expect(webhookQuestion({ type: 'nothing', status: 'odd', endpoint: 'x', from: 'soon' })).toEqual({});
});
