import { axe } from './support/accessible';
import { render, screen, within } from '@testing-library/react';
import { DataTable, type Column } from '@/components/data/data-table';

interface Row {
  id: string;
  name: string;
  balance: string;
}

const rows: Row[] = [
  { id: 'a', name: 'Ada', balance: '$1.00' },
  { id: 'b', name: 'Grace', balance: '$2.00' },
];

const columns: Column<Row>[] = [
  {
    key: 'name',
    header: 'Customer',
    phone: 'lead',
    cell: (row) => row.name,
    sort: { href: '/customers?sort=name&direction=desc', direction: 'asc' },
  },
  { key: 'balance', header: 'Balance', align: 'end', phone: 'figure', cell: (row) => row.balance },
  { key: 'note', header: 'Note', cell: () => 'none' },
];

function table(extra: Partial<Parameters<typeof DataTable<Row>>[0]> = {}) {
  return render(
    <DataTable caption="Customers" columns={columns} rows={rows} rowKey={(row) => row.id} {...extra} />,
  );
}

describe('DataTable', () => {
  it('stays a table for a screen reader, whatever its layout is', () => {
    table();
    const found = screen.getByRole('table', { name: 'Customers' });
    expect(within(found).getAllByRole('columnheader')).toHaveLength(3);
    expect(within(found).getAllByRole('row')).toHaveLength(3);
    expect(within(found).getByRole('cell', { name: 'Grace' })).toBeInTheDocument();
  });

  it('names each cell for the card that it is a part of on a phone', () => {
    table();
    expect(screen.getAllByRole('cell', { name: 'none' })[0]).toHaveAttribute('data-label', 'Note');
  });

  it('leads from a row to its page by one link with the name of the row', () => {
    table({ rowHref: (row) => `/customers/${row.id}` });
    expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute('href', '/customers/a');
    expect(screen.getAllByRole('link')).toHaveLength(3);
  });

  it('tells which column it is sorted by, and in which direction', () => {
    table();
    expect(screen.getByRole('columnheader', { name: 'Customer' })).toHaveAttribute('aria-sort', 'ascending');
    expect(screen.getByRole('columnheader', { name: 'Balance' })).not.toHaveAttribute('aria-sort');
    expect(screen.getByRole('link', { name: 'Customer' })).toHaveAttribute(
      'href',
      '/customers?sort=name&direction=desc',
    );
  });

  it('has no accessibility violation', async () => {
    const { container } = table({ rowHref: (row) => `/customers/${row.id}` });
    expect(await axe(container)).toHaveNoViolations();
  });
});
