import { axe } from './support/accessible';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { signUpAction } from '@/app/actions/account';
import { acceptLoginAction, joinAction } from '@/app/actions/portal';
import { AcceptLoginForm } from '@/components/auth/accept-login-form';
import { JoinButton } from '@/components/auth/join-button';
import { JoinForm } from '@/components/auth/join-form';
import { JoinOffer } from '@/components/auth/join-offer';
import { failureOf } from '@/lib/ui/action-result';
import { joinFailure } from '@/lib/ui/join-failure';

// Server actions are calls over the network; nothing is sent here.
jest.mock('@/app/actions/account', () => ({ signUpAction: jest.fn() }));
jest.mock('@/app/actions/portal', () => ({ joinAction: jest.fn(), acceptLoginAction: jest.fn() }));
jest.mock('next/navigation', () => ({
  ...jest.requireActual<object>('next/navigation'),
  usePathname: () => '/join/northwind',
}));

const click = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('what a join page offers', () => {
  it.each([
    ['100', '10', 'A session uses 10 credits a minute: your first credits last for 10 minutes.'],
    ['0', '10', 'A session uses 10 credits a minute. Northwind tops up your credits.'],
    ['0.00', '1', 'A session uses 1 credit a minute. Northwind tops up your credits.'],
    ['100', '0', 'Sessions are free of charge.'],
  ])('with %s credits to begin with and %s a minute: %s', async (welcomeGrant, creditsPerMinute, words) => {
    const { container } = render(
      <JoinOffer businessName="Northwind" {...{ welcomeGrant, creditsPerMinute }} />,
    );
    expect(screen.getByRole('heading', { name: 'Join Northwind' })).toBeInTheDocument();
    expect(screen.getByText(words)).toBeInTheDocument();
    expect(screen.queryByText('credits to begin with') !== null).toBe(welcomeGrant === '100');
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('joining', () => {
  it('sends the name of the business with the sign-up, and tells to confirm where the project asks for it', async () => {
    jest.mocked(signUpAction).mockResolvedValue({ ok: true, data: { confirm: 'robin@example.test' } });
    const { container } = render(<JoinForm slug="northwind" businessName="Northwind" />);
    await userEvent.type(screen.getByLabelText('Your name'), 'Robin');
    await userEvent.type(screen.getByLabelText('Email'), 'robin@example.test');
    await userEvent.type(screen.getByLabelText('Password'), 'long enough');
    expect(await axe(container)).toHaveNoViolations();
    await click('Join Northwind');
    const [, form] = jest.mocked(signUpAction).mock.lastCall ?? [];
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      join: 'northwind',
      name: 'Robin',
      email: 'robin@example.test',
    });
    expect(await screen.findByRole('status')).toHaveTextContent(
      /A link was sent to robin@example\.test.*Your account at Northwind is ready after that/,
    );
  });

  it.each([
    ['business_not_found', /It may have closed its join page/],
    ['email_taken', /Sign in with this email/],
  ] as const)('says why not: %s', async (code, words) => {
    jest.mocked(joinAction).mockResolvedValue(joinFailure(failureOf(code)));
    render(<JoinButton slug="northwind" businessName="Northwind" />);
    await click('Join Northwind');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
  });

  it.each([
    ['customer_has_login', /Somebody signs in as this customer already/],
    ['already_customer', /You are a customer of this business already/],
  ] as const)('by an invitation says why not: %s', async (code, words) => {
    jest.mocked(acceptLoginAction).mockResolvedValue(failureOf(code));
    render(<AcceptLoginForm token="inv_x" customerName="Old record" />);
    await click('Go on as Old record');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    const [, form] = jest.mocked(acceptLoginAction).mock.lastCall ?? [];
    expect(form?.get('token')).toBe('inv_x');
  });
});
