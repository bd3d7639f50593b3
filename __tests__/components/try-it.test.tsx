/** The page to try the API: it sends what was typed, to this origin, and shows what came back. */
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OperationList } from '@/components/docs/operation-list';
import { TryIt } from '@/components/docs/try-it';
import type { TriedOperation } from '@/lib/ui/try-request';
import { axe } from 'jest-axe';

const operation: TriedOperation = {
  method: 'GET',
  path: '/api/customers/{customer_id}',
  isForAnyone: false,
  takesKey: false,
  isStream: false,
  parameters: [
    { name: 'customer_id', place: 'path', isRequired: true, example: 'an id' },
    { name: 'limit', place: 'query', isRequired: false, example: '' },
  ],
  body: undefined,
};

const send = jest.fn<Promise<unknown>, [string, RequestInit]>();

beforeEach(() => {
  Object.assign(globalThis, { fetch: send });
  send.mockResolvedValue({
    status: 404,
    ok: false,
    headers: [['x-request-id', 'r']],
    text: () => Promise.resolve('{"code":"customer_not_found"}'),
  });
});

test('a request goes to its address with the key that was typed, and the answer is shown', async () => {
  const { container } = render(<TryIt operation={operation} />);
  await userEvent.type(screen.getByLabelText('API key'), 'sk_typed');
  await userEvent.type(screen.getByLabelText('customer_id'), 'a/b');
  await userEvent.click(screen.getByRole('button', { name: 'Send GET' }));
  const answer = await screen.findByRole('region', { name: 'Answer' });
  expect(answer).toHaveTextContent('404');
  expect(answer).toHaveTextContent('customer_not_found');
  expect(answer).toHaveTextContent('x-request-id');
  expect(send).toHaveBeenCalledWith(
    '/api/customers/a%2Fb',
    expect.objectContaining({
      method: 'GET',
      credentials: 'omit',
      headers: { authorization: 'Bearer sk_typed' },
    }),
  );
  expect((await axe(container)).violations).toEqual([]);
});

test('a body that is no JSON is not sent', async () => {
  render(<TryIt operation={{ ...operation, method: 'POST', parameters: [], body: '{"name":' }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Send POST' }));
  expect(await screen.findByText(/The body is no JSON/)).toBeInTheDocument();
  expect(send).not.toHaveBeenCalled();
});

test('a server that cannot be reached is told as such', async () => {
  send.mockRejectedValue(new TypeError('fetch failed'));
  render(<TryIt operation={{ ...operation, parameters: [] }} />);
  await userEvent.click(screen.getByRole('button', { name: 'Send GET' }));
  expect(await screen.findByText(/The server did not answer/)).toBeInTheDocument();
});

test('the list keeps the operations that have all the words', async () => {
  const listed = (name: string, summary: string) => ({ name, method: 'GET', path: `/api/${name}`, summary });
  render(
    <OperationList
      groups={[
        { name: 'Customers', description: '', operations: [listed('list_customers', 'List customers')] },
        { name: 'Orders', description: '', operations: [listed('list_orders', 'List orders')] },
      ]}
    />,
  );
  expect(screen.getByRole('status')).toHaveTextContent('2 operations');
  await userEvent.type(screen.getByLabelText('Find an operation'), 'LIST ord');
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual([
    'GETList orders/api/list_orders',
  ]);
  await userEvent.type(screen.getByLabelText('Find an operation'), ' nonsense');
  expect(screen.getByRole('status')).toHaveTextContent('No operation has all of these words');
});
