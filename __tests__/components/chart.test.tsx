import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChartCard } from '@/components/data/chart';

const chart = (
  <ChartCard
    title="Debited by hour"
    summary="Two hours: $5.00 and $7.00"
    table={{
      head: ['Hour', 'Debited'],
      rows: [
        { key: 'a', cells: ['08:00', '$5.00'] },
        { key: 'b', cells: ['09:00', '$7.00'] },
      ],
    }}
  >
    <svg />
  </ChartCard>
);

describe('ChartCard', () => {
  it('has a table with the same figures while the picture shows', async () => {
    const { container } = render(chart);
    expect(screen.getByRole('img', { name: 'Two hours: $5.00 and $7.00' })).toBeInTheDocument();
    const table = screen.getByRole('table', { name: 'Debited by hour' });
    expect(within(table).getByRole('cell', { name: '$7.00' })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows the table in place of the picture when asked', async () => {
    const { container } = render(chart);
    await userEvent.click(screen.getByRole('button', { name: 'View as table' }));
    expect(screen.queryByRole('img')).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'View as chart' })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});
