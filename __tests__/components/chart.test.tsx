import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ChartCard } from '@/components/data/chart';
import { ChartColumns } from '@/components/data/chart-columns';

const chart = (
  <ChartCard
    title="Debited by hour"
    summary="Two hours: $5.00 and $7.00"
    table={{
      head: ['Hour', 'Debited'],
      rows: [
        { key: 'a', cells: ['08:00', '$5.00'] },
        { key: 'b', cells: [{ href: '/logs?hour=9', text: '09:00' }, '$7.00'] },
      ],
    }}
  >
    <svg />
    <ChartColumns
      label="Rows of each hour"
      columns={[
        { key: 'a', href: '/logs?hour=8', name: '08:00: $5.00' },
        { key: 'none', href: null, name: 'Nothing' },
        { key: 'b', href: '/logs?hour=9', name: '09:00: $7.00' },
        { key: 'c', href: '/logs?hour=10', name: '10:00: $1.00' },
      ]}
    />
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

  it('makes each column a link to its rows, outside of the picture, and none of an empty one', async () => {
    const { container } = render(chart);
    const columns = screen.getByRole('list', { name: 'Rows of each hour' });
    const links = within(columns).getAllByRole('link');
    expect(links.map((link) => [link.textContent, link.getAttribute('href')])).toEqual([
      ['08:00: $5.00', '/logs?hour=8'],
      ['09:00: $7.00', '/logs?hour=9'],
      ['10:00: $1.00', '/logs?hour=10'],
    ]);
    expect(screen.getByRole('img')).not.toContainElement(columns);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('is one tab stop, and the arrows go from column to column', async () => {
    render(chart);
    const links = within(screen.getByRole('list', { name: 'Rows of each hour' })).getAllByRole('link');
    await userEvent.tab();
    expect(screen.getByRole('button', { name: 'View as table' })).toHaveFocus();
    await userEvent.tab();
    expect(links[2]).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}');
    expect(links[1]).toHaveFocus();
    await userEvent.keyboard('{Home}{ArrowLeft}');
    expect(links[0]).toHaveFocus();
    await userEvent.tab();
    expect(document.body).toHaveFocus();
    await userEvent.tab({ shift: true });
    expect(links[0]).toHaveFocus();
    await userEvent.keyboard('{End}');
    expect(links[2]).toHaveFocus();
  });

  it('has the links in the table where the table shows, and nothing in it to reach while it is out of sight', async () => {
    const { container } = render(chart);
    const table = screen.getByRole('table', { name: 'Debited by hour' });
    expect(within(table).queryByRole('link')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'View as table' }));
    expect(within(table).getByRole('link', { name: '09:00' })).toHaveAttribute('href', '/logs?hour=9');
    expect(screen.queryByRole('list', { name: 'Rows of each hour' })).not.toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});
