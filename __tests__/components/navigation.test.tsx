import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { navigationOf } from '@/components/shell/navigation';
import { orderNumber } from '@/components/shell/order-number';
import { UserMenu } from '@/components/shell/user-menu';
import { TabBar } from '@/components/shell/tab-bar';
import type { Role } from '@/lib/ui/permissions';

// Server actions are calls over the network; none is made here.
jest.mock('@/app/actions/account', () => ({ signOut: jest.fn() }));

let pathname = '/';
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  usePathname: () => pathname,
}));

const roles: readonly Role[] = ['owner', 'admin', 'member', 'viewer'];
const hrefs = (elements: HTMLElement[]) => elements.map((element) => element.getAttribute('href'));

describe('the tab bar of a phone', () => {
  it.each(roles)('has at most five places for the role %s, and reaches every page', async (role) => {
    pathname = '/';
    const { container } = render(<TabBar role={role} />);
    const bar = within(screen.getByRole('navigation', { name: 'Main' }));
    expect(bar.getAllByRole('listitem').length).toBeLessThanOrEqual(5);
    expect(await axe(container)).toHaveNoViolations();
    const tabs = hrefs(bar.getAllByRole('link'));
    await userEvent.click(bar.getByRole('button', { name: 'More' }));
    const rest = hrefs(await screen.findAllByRole('menuitem'));
    const all = navigationOf(role).flatMap((group) => group.items.map((item) => item.href));
    expect([...tabs, ...rest].sort()).toEqual([...all].sort());
  });

  it('marks the page that is shown, behind More as well', async () => {
    pathname = '/payments/0196c1f0-0000-7000-8000-000000000001';
    render(<TabBar role="owner" />);
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    expect(await screen.findByRole('menuitem', { name: 'Payments' })).toHaveAttribute('aria-current', 'page');
    expect(screen.getByRole('menuitem', { name: 'Ledger' })).not.toHaveAttribute('aria-current');
  });
});

it('leads nobody to the till who may not sell', () => {
  const pages = (role: Role) => navigationOf(role).flatMap((group) => group.items.map((item) => item.href));
  expect(pages('viewer')).not.toContain('/sales/new');
  expect(pages('member')).toContain('/sales/new');
  expect(pages('viewer')).toContain('/orders');
});

it('leads everybody to the sessions, which a viewer may look at too', () => {
  for (const role of roles)
    expect(navigationOf(role).flatMap((group) => group.items.map((item) => item.href))).toContain(
      '/sessions',
    );
});

describe('the menu of the account', () => {
  const open = async (isCustomer: boolean) => {
    const { container } = render(
      <UserMenu email="ada@lovelace.example" roleLabel="Owner of Northwind" isCustomer={isCustomer} />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Account of ada@lovelace.example' }));
    await screen.findByRole('menuitem', { name: 'Profile' });
    return container;
  };

  it('leads whoever is a customer too to their own portal', async () => {
    const container = await open(true);
    expect(screen.getByRole('menuitem', { name: 'My portal' })).toHaveAttribute('href', '/portal');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('has no portal for whoever is none', async () => {
    await open(false);
    expect(screen.queryByRole('menuitem', { name: 'My portal' })).not.toBeInTheDocument();
  });
});

describe('the number of an order', () => {
  it.each([
    ['1042', '1042'],
    ['#1042', '1042'],
    ['order 1042', '1042'],
    ['Order #0042 ', '42'],
  ])('is found in %p', (term, number) => {
    expect(orderNumber(term)).toBe(number);
  });

  it.each(['', 'ada', '10 42', '0', '-5', '1.5', 'studio 54 b'])('is not in %p', (term) => {
    expect(orderNumber(term)).toBeNull();
  });
});
