import { axe } from './support/accessible';
import { render, screen } from '@testing-library/react';
import { Amount } from '@/components/data/amount';

describe('Amount', () => {
  it('shows every digit of the amount, grouped, with its currency', () => {
    render(<Amount value="9007199254740993.000002" currency="USD" />);
    expect(screen.getByText('$9,007,199,254,740,993.000002')).toBeInTheDocument();
  });

  it('writes a debt with a minus sign, not with a colour alone', () => {
    render(<Amount value="-5.00" currency="EUR" />);
    expect(screen.getByText('\u2212€5.00')).toBeInTheDocument();
  });

  it('writes a plus where something came in', () => {
    render(<Amount value="50.00" currency="USD" movement />);
    expect(screen.getByText('+$50.00')).toBeInTheDocument();
  });

  it('keeps what is finer than a cent to the last digit where the decimals are set back', () => {
    const { container } = render(<Amount value="0.000000000001" currency="USD" quietDecimals />);
    expect(container).toHaveTextContent('$0.000000000001');
  });

  it('keeps the text whole where the decimals are set back', async () => {
    const { container } = render(<Amount value="1234.50" currency="USD" quietDecimals />);
    expect(container).toHaveTextContent('$1,234.50');
    expect(await axe(container)).toHaveNoViolations();
  });
});
