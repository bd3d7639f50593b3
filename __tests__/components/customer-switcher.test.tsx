import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CustomerSwitcher, type CustomerAccount } from '@/components/portal/customer-switcher';

// Server actions are calls over the network; nothing is sent here.
jest.mock('@/app/actions/portal', () => ({ chooseCustomer: jest.fn() }));
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  useRouter: () => ({ push: jest.fn(), refresh: jest.fn() }),
  usePathname: () => '/portal',
}));

describe('CustomerSwitcher', () => {
  const account = (name: string, id: string): CustomerAccount => ({
    customer_id: id,
    name: 'Robin',
    business: {
      id: `b-${id}`,
      name,
      slug: 'x',
      currency: 'USD',
      currency_decimals: 2,
      is_sandbox: false,
      test_clock_at: null,
    },
  });
  const one = account('Northwind', '1');
  const other = account('Harbour', '2');

  it('is a name only where there is nothing to choose', () => {
    render(<CustomerSwitcher customers={[one]} current={one} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('offers the businesses of whoever is a customer of several', async () => {
    render(<CustomerSwitcher customers={[one, other]} current={one} />);
    await userEvent.click(screen.getByRole('button', { name: /Northwind/ }));
    const items = await waitFor(() => screen.getAllByRole('menuitem'));
    expect(items).toHaveLength(2);
    expect(within(items[0] ?? document.body).getByText('current')).toBeInTheDocument();
  });
});
