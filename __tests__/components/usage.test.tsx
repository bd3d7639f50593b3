import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import { UsageCard } from '@/components/overview/usage-card';
import { EventTable } from '@/components/usage/event-table';
import { exampleRequest, FirstEvent } from '@/components/usage/first-event';
import { HeldCard } from '@/components/usage/held-card';
import { Lineage } from '@/components/usage/lineage';
import { seriesOf } from '@/components/usage/meter-colors';
import { UnbilledTable } from '@/components/usage/unbilled-table';
import { UsageChart } from '@/components/usage/usage-chart';
import { recordUsage } from '@/lib/operations/usage';
import { adaId, event, heldLine, meter, productId, summary, unbilledEvent } from './support/usage';

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

describe('UsageChart', () => {
  // jsdom has no layout, and a chart of no size draws nothing.
  beforeEach(() => {
    const box = { x: 0, y: 0, top: 0, left: 0, right: 800, bottom: 240, width: 800, height: 240 };
    jest.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue({ ...box, toJSON: () => box });
  });
  afterEach(() => jest.restoreAllMocks());

  it('draws a part for each thing that was used on a day, and none on a day without usage', () => {
    const { container } = render(<UsageChart summary={summary} />);
    expect(container.querySelectorAll('.recharts-bar-rectangle path')).toHaveLength(3);
  });

  it('makes of each day with usage, and of each thing used, the link to its events', () => {
    render(<UsageChart summary={summary} customerId={adaId} />);
    const days = within(screen.getByRole('list', { name: 'Events of each day' })).getAllByRole('link');
    const theirs = `/usage/events?customer=${adaId}`;
    expect(days.map((link) => link.getAttribute('href'))).toEqual([
      `${theirs}&from=2026-11-19&to=2026-11-19`,
      `${theirs}&from=2026-11-21&to=2026-11-21`,
    ]);
    expect(screen.getByRole('link', { name: /^chat completions: / })).toHaveAttribute(
      'href',
      `${theirs}&meter=service%3Achat+completions&from=2026-11-19&to=2026-11-21`,
    );
  });

  it('has each day and what was used on it as a table, to the last digit', async () => {
    const { container } = render(<UsageChart summary={summary} />);
    const rows = within(screen.getByRole('table', { name: 'Cost by day' })).getAllByRole('row');
    expect(rows.map((row) => row.textContent)).toEqual([
      'DayWhatEventsUnitsCost',
      '19 Novchat completions310$9.000000000001',
      '21 Novchat completions310$1.00',
      '21 Novstorage310$0.50',
    ]);
    expect(screen.getByRole('img', { name: /\$10\.500000000001 in all/ })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says in words that nothing was used', () => {
    render(<UsageChart summary={{ ...summary, days: [], totals: [], meters: [], amount: '0.00' }} />);
    expect(
      screen.getByRole('img', { name: 'No usage from 19 Nov 2026 to 21 Nov 2026.' }),
    ).toBeInTheDocument();
  });

  it('gives the five dearest a colour of their own, and the rest one together without a sum', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const series = seriesOf(names.map((name) => meter(name, '1.00')));
    expect(series.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', '2 more']);
    expect(new Set(series.map(({ color }) => color)).size).toBe(6);
    expect(series.at(-1)?.amount).toBeNull();
    expect(seriesOf([meter('a', '1.00')])).toHaveLength(1);
  });
});

describe('what is held', () => {
  it('stands by customer with its reason, what puts it right, and a way there', async () => {
    const lines = [
      heldLine,
      { ...heldLine, service: 'egress', name: 'egress', events: 1, amount: '0.6345' },
      { ...heldLine, customer_id: productId, customer_name: 'Bo', held_reason: 'customer_archived' as const },
    ];
    const { container } = render(<HeldCard lines={lines} hasMore={false} />);
    const [ada] = screen.getAllByRole('listitem');
    expect(ada).toHaveTextContent(/The balance does not bear it\. Top up, or raise the overdraft limit/);
    expect(ada).toHaveTextContent('chat completions, 27 events$36.38283');
    expect(ada).toHaveTextContent('egress, 1 event$0.6345');
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute(
      'href',
      `/customers/${adaId}?tab=usage`,
    );
    expect(within(ada ?? document.body).getByRole('link', { name: '$0.6345 of egress' })).toHaveAttribute(
      'href',
      `/usage/events?customer=${adaId}&meter=service%3Aegress&status=held`,
    );
    expect(screen.getByText(/Reactivate the customer/)).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('takes no room where nothing is held', () => {
    expect(render(<HeldCard lines={[]} hasMore={false} />).container).toBeEmptyDOMElement();
  });

  it('says once for each customer what puts it right, and of what waits when it is billed', async () => {
    const lines = [
      heldLine,
      { ...heldLine, service: 'egress', name: 'egress' },
      { ...heldLine, service: 'search', name: 'search', held_reason: null, held_since: null },
    ];
    const { container } = render(<UnbilledTable caption="Unbilled" lines={lines} />);
    expect(screen.getAllByText(/^Top up, or raise/)).toHaveLength(1);
    expect(screen.getByText('Billed within a minute')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('the lineage of an event', () => {
  it('leads from the request over run and charge to the ledger entry', async () => {
    const { container } = render(<Lineage event={event} />);
    expect(container).toHaveTextContent('in request request-7');
    const href = (name: RegExp) => screen.getByRole('link', { name }).getAttribute('href');
    expect(href(/The run/)).toBe(`/billing/runs/${event.billing_run_id}`);
    expect(href(/With the other events/)).toBe(`/billing/charges/${event.charge_id}`);
    expect(href(/Entry #12/)).toBe(`/ledger/entries/${event.entry_id}`);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says of what is not billed when it will be, and of what is held why and what puts it right', () => {
    const { container, rerender } = render(<Lineage event={unbilledEvent} />);
    expect(container).toHaveTextContent('Not yet. The next run bills it, within a minute.');
    expect(container).toHaveTextContent('None yet: the balance has not moved.');
    rerender(<Lineage event={{ ...unbilledEvent, status: 'held', held_reason: 'insufficient_funds' }} />);
    expect(container).toHaveTextContent('Held: the balance does not bear it. Top up');
    expect(screen.getByRole('link', { name: 'Open customer' })).toHaveAttribute(
      'href',
      `/customers/${adaId}?tab=usage`,
    );
  });

  it('says of a charge of nothing that it needed no entry', () => {
    const { container } = render(<Lineage event={{ ...event, entry_id: null }} />);
    expect(container).toHaveTextContent('None: there was nothing to pay.');
  });
});

describe('EventTable', () => {
  it('names what was used, whose it is, where it stands, and leads to the event', async () => {
    const ofProduct = { ...event, id: 'e2', service: null, product_id: productId, product_name: 'Disk' };
    const { container } = render(<EventTable caption="Events" events={[event, ofProduct]} />);
    const [, first, second] = screen.getAllByRole('row');
    expect(first).toHaveTextContent(/chat completions.*Ada.*Billed.*1,204.*\$0\.000002.*\$0\.002408/);
    expect(second).toHaveTextContent('Disk');
    expect(screen.getByRole('link', { name: /^chat completions/ })).toHaveAttribute(
      'href',
      `/usage/events/${event.id}`,
    );
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('before the first event', () => {
  it('shows a request that the API takes as it stands', () => {
    const body = /-d '([^']+)'/.exec(exampleRequest('https://billing.example', adaId))?.[1] ?? '';
    expect(recordUsage.input.safeParse(JSON.parse(body)).success).toBe(true);
  });

  it('offers what is missing to whoever may make it', async () => {
    const props = { appUrl: 'https://billing.example', mayMakeKeys: true, mayMakeCustomers: true };
    const { container, rerender } = render(<FirstEvent {...props} customer={null} />);
    expect(screen.getByRole('link', { name: 'Create customer' })).toBeInTheDocument();
    rerender(<FirstEvent {...props} customer={{ id: adaId, name: 'Ada' }} />);
    expect(screen.queryByRole('link', { name: 'Create customer' })).not.toBeInTheDocument();
    expect(screen.getByLabelText('Request that records an event')).toHaveTextContent(adaId);
    expect(await axe(container)).toHaveNoViolations();
    rerender(<FirstEvent {...props} customer={{ id: adaId, name: 'Ada' }} mayMakeKeys={false} />);
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});

describe('usage on the overview', () => {
  it('tells of today, of 30 days, and of what waits, and leads to what is held', () => {
    const { container } = render(<UsageCard summary={summary} />);
    expect(container).toHaveTextContent(/Today\$1\.506 events/);
    expect(container).toHaveTextContent(/Last 30 days\$10\.5000000000019 events/);
    expect(screen.getByRole('link', { name: '$3.00' })).toHaveAttribute('href', '/usage/unbilled?held=true');
  });

  it('says that today is nothing where today has no usage', () => {
    const { container } = render(<UsageCard summary={{ ...summary, totals: [], held: '0.00' }} />);
    expect(container).toHaveTextContent(/Today\$0\.000 events/);
  });

  it('takes no room where nothing was ever used', () => {
    const none = { ...summary, events: 0, unbilled: '0.00' };
    expect(render(<UsageCard summary={none} />).container).toBeEmptyDOMElement();
  });
});
