import { axe } from './support/accessible';
import './support/layout';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { updatePortalAction } from '@/app/actions/business';
import { JoinLink } from '@/components/settings/join-link';
import { PortalForm } from '@/components/settings/portal-form';
import { Toaster } from '@/components/ui/toaster';
import { failureOf } from '@/lib/ui/action-result';

// Server actions are calls over the network; the other side of it is played here.
jest.mock('@/app/actions/business', () => ({ updatePortalAction: jest.fn() }));

const update = jest.mocked(updatePortalAction);
const settings = { join_enabled: true, welcome_grant: '100', session_credits_per_minute: '10' };

beforeAll(() => {
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: true, media: query, onchange: null }) as MediaQueryList;
});

describe('the settings of the portal', () => {
  it('close the join page, and set what a new customer gets and what a session costs', async () => {
    update.mockResolvedValue(failureOf('service_unavailable'));
    const { container } = render(
      <>
        <PortalForm business={settings} mayEdit />
        <Toaster />
      </>,
    );
    const grant = screen.getByRole('textbox', { name: 'Welcome grant' });
    await userEvent.clear(grant);
    await userEvent.type(grant, '0');
    await userEvent.click(screen.getByRole('switch', { name: 'People may join by themselves' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(/Nothing was changed/);
    const sent = update.mock.lastCall?.[1];
    expect(sent?.get('join_enabled')).toBeNull();
    expect(sent?.get('welcome_grant')).toBe('0');
    expect(sent?.get('session_credits_per_minute')).toBe('10');
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('switch', { name: 'People may join by themselves' }));
    await userEvent.click(screen.getByRole('button', { name: 'Save settings' }));
    expect(update.mock.lastCall?.[1].get('join_enabled')).toBe('on');
  });

  it('are for nobody to change who may only look', () => {
    render(<PortalForm business={settings} mayEdit={false} />);
    expect(screen.queryByRole('switch')).not.toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
    for (const field of screen.getAllByRole('textbox')) expect(field).toHaveAttribute('readonly');
    expect(screen.getByText('Owners and admins can change these settings.')).toBeInTheDocument();
  });
});

describe('the link of the join page', () => {
  const link = 'https://billing.example/join/northwind-cloud';

  it('is there to be copied and opened', async () => {
    const { container } = render(<JoinLink link={link} isOpen />);
    const card = within(screen.getByRole('region', { name: 'Join page' }));
    expect(card.getByText(link)).toBeInTheDocument();
    expect(card.getByRole('button', { name: 'Copy join link' })).toBeInTheDocument();
    expect(card.getByRole('link', { name: /^Open/ })).toHaveAttribute('href', link);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says of itself that it leads nowhere while the page is closed', () => {
    render(<JoinLink link={link} isOpen={false} />);
    expect(screen.getByText(/whoever opens this link finds nothing/)).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });
});
