import { axe } from './support/accessible';
import { act, render, screen } from '@testing-library/react';
import { HoldFacts } from '@/components/holds/hold-facts';
import { holdInput, holdQuestion } from '@/components/holds/hold-address';
import { HoldTable } from '@/components/holds/hold-table';
import { statusWords } from '@/components/holds/hold-words';
import { TooltipProvider } from '@/components/ui/tooltip';
import { accountName, entryKind, entryReference } from '@/lib/ui/ledger-words';
import { expired, holdDetail, holding, holdsPage } from './support/holds';
import { adaId } from './support/running';

const refresh = jest.fn();
const router = { refresh };
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => router,
}));

const pass = (seconds: number) => act(() => jest.advanceTimersByTime(seconds * 1000));

const table = (page = holdsPage(holding, expired), without?: 'customer') =>
  render(
    <TooltipProvider>
      <HoldTable caption="Holds" page={page} {...(without ? { without } : {})} />
    </TooltipProvider>,
  );

const facts = (hold = holdDetail(holding)) =>
  render(
    <TooltipProvider>
      <HoldFacts hold={hold} />
    </TooltipProvider>,
  );

describe('a list of holds', () => {
  it('says of each what is held, what was captured, and how it stands, and leads to it', async () => {
    const { container } = table();
    const [, first, second] = screen.getAllByRole('row');
    expect(first).toHaveTextContent(/Ada.*On hold\$18\.40\$6\.600:55render job 4711.*Member/);
    expect(second).toHaveTextContent(/Ada.*ExpiredNothing, it was 40\scredits0\screditsNoneNot said/);
    expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', `/holds/${holding.id}`);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('leaves out whose they are on the page of the customer', () => {
    table(holdsPage(holding), 'customer');
    expect(screen.queryByRole('columnheader', { name: 'Customer' })).not.toBeInTheDocument();
    expect(screen.getByRole('link')).toHaveAttribute('href', `/holds/${holding.id}`);
  });
});

describe('the time that is left', () => {
  beforeEach(() => {
    jest.useFakeTimers();
    refresh.mockClear();
  });
  afterEach(() => jest.useRealTimers());

  it('counts down by the second, and the page asks once what came of it at the end', () => {
    table();
    const [, row] = screen.getAllByRole('row');
    expect(row).toHaveTextContent('0:55');
    pass(1);
    expect(row).toHaveTextContent('0:54');
    pass(53);
    expect(row).toHaveTextContent('0:01');
    expect(refresh).not.toHaveBeenCalled();
    pass(1);
    pass(0.5);
    expect(row).toHaveTextContent('Expired');
    expect(refresh).toHaveBeenCalledTimes(1);
    pass(60);
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('stands still where the clock of a sandbox does', () => {
    table({ ...holdsPage(holding), clock_stands_still: true });
    pass(3600);
    expect(screen.getAllByRole('row')[1]).toHaveTextContent('0:55');
    expect(refresh).not.toHaveBeenCalled();
  });

  it('is large on the page of the hold, and gone once it is over', async () => {
    const { rerender, container } = facts();
    const figures = screen.getByRole('region', { name: 'Figures' });
    expect(figures).toHaveTextContent(/On hold\$18\.40Captured\$6\.60Time left0:55/);
    pass(5);
    expect(figures).toHaveTextContent(/Time left0:50/);
    rerender(
      <TooltipProvider>
        <HoldFacts hold={holdDetail(expired)} />
      </TooltipProvider>,
    );
    expect(figures).toHaveTextContent(/On hold0\screditsCaptured0\scredits/);
    expect(figures).not.toHaveTextContent('Time left');
    expect(figures).toHaveTextContent('Its time was up');
    jest.useRealTimers();
    expect(await axe(container)).toHaveNoViolations();
  });
});

it('leads from a hold to the customer and to the entries of its wallet', () => {
  facts(holdDetail(expired));
  expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute('href', `/customers/${adaId}?tab=holds`);
  expect(screen.getByRole('link', { name: 'Credits' })).toHaveAttribute(
    'href',
    `/customers/${adaId}?wallet=credits`,
  );
});

it.each(['active', 'captured', 'released', 'expired'] as const)('says of %s what it means', (status) => {
  expect(statusWords(status)).toMatch(/\.$/);
});

it('asks of an address only what makes sense', () => {
  expect(holdQuestion({ status: 'lost', customer: '' })).toEqual({});
  expect(holdInput(holdQuestion({ status: 'expired', customer: adaId }))).toEqual({
    status: 'expired',
    customer_id: adaId,
  });
});

it('names what was captured in the ledger, and leads back to the hold', () => {
  expect(entryKind('capture')).toBe('Capture of a hold');
  expect(accountName('revenue:holds')).toBe('Revenue from holds');
  expect(entryReference({ reference_type: 'hold', reference_id: holding.id })).toEqual({
    label: 'Hold',
    href: `/holds/${holding.id}`,
  });
});
