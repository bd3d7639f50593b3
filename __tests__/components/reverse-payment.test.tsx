import { axe } from './support/accessible';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { reversePaymentAction } from '@/app/actions/payments';
import { AllocationTable } from '@/components/payments/allocation-table';
import { ReversePaymentDialog } from '@/components/payments/reverse-payment-dialog';
import type { Payment } from '@/components/payments/payment-words';
import { failureOf } from '@/lib/ui/action-result';
import { payment, put } from './support/payments';

// A server action is a call over the network; the other side of it is played here.
jest.mock('@/app/actions/payments', () => ({ reversePaymentAction: jest.fn() }));

const reverse = jest.mocked(reversePaymentAction);

async function open(change: Partial<Payment> = {}) {
  const view = render(<ReversePaymentDialog payment={{ ...payment, ...change }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Reverse payment' }));
  await screen.findByRole('dialog', { name: 'Reverse payment?' });
  return view;
}

const says = () => screen.getAllByRole('listitem').map((item) => item.textContent);

describe('ReversePaymentDialog', () => {
  it('says before what is owed again and what of the balance is taken back', async () => {
    await open();
    expect(says()).toEqual([
      'Ada owes $120.00 again, beyond the credit limit if need be.',
      '$30.00 that became balance is taken back, below zero if it was spent.',
      expect.stringContaining('stays in the list, as reversed'),
    ]);
    expect(reverse).not.toHaveBeenCalled();
  });

  it('says of money from the balance that it goes back to it, but for what a cancellation gave back before', async () => {
    await open({ method: 'balance', allocated: '120.00', to_balance: '30.00' });
    expect(says()).toContain('$120.00 goes back to the prepaid balance.');
    expect(says().join(' ')).not.toContain('$30.00');
  });

  it('speaks of no order where the payment is on none', async () => {
    await open({ allocated: '0.00', to_balance: '150.00', allocations: [] });
    expect(says().join(' ')).not.toContain('owes');
  });

  it('sends the payment with the reason, and stays open with the message when it is refused', async () => {
    reverse.mockResolvedValueOnce(failureOf('payment_already_reversed'));
    reverse.mockResolvedValueOnce({ ok: true, data: { ...payment, status: 'reversed' } });
    await open();
    await userEvent.type(screen.getByLabelText(/^Reason/), 'Returned by the bank');
    await userEvent.click(screen.getByRole('button', { name: 'Reverse $150.00' }));
    expect(await screen.findByText('Payment already reversed.')).toBeInTheDocument();
    expect(Object.fromEntries(reverse.mock.lastCall?.[1].entries() ?? [])).toMatchObject({
      payment_id: payment.id,
      reason: 'Returned by the bank',
    });
    await userEvent.click(screen.getByRole('button', { name: 'Reverse $150.00' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('has no accessibility violation', async () => {
    const { baseElement } = await open();
    expect(await axe(baseElement)).toHaveNoViolations();
  });
});

describe('AllocationTable', () => {
  it('keeps apart what was taken off one order twice at the same instant', () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation();
    const release = { ...put(12, '-10.00'), kind: 'release' as const };
    render(<AllocationTable payment={{ ...payment, allocations: [put(12, '120.00'), release, release] }} />);
    expect(screen.getAllByRole('link', { name: 'Order 12' })).toHaveLength(3);
    expect(complaint).not.toHaveBeenCalled();
    complaint.mockRestore();
  });
});
