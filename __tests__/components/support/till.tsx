import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  completeSaleAction,
  findSaleCustomers,
  findSaleProducts,
  previewPurchaseAction,
  readCreditAction,
  type SaleProduct,
} from '@/app/actions/sales';
import { Till } from '@/components/sales/till';
import type { ActionResult } from '@/lib/ui/action-result';
import { ada, bolt, credit, desk, previewOf } from './sales';

/** A till at work, for tests that play the server's side of '@/app/actions/sales'. */

export const preview = jest.mocked(previewPurchaseAction);
export const complete = jest.mocked(completeSaleAction);

export const search = () => screen.getByRole('combobox', { name: 'Find a product' });
export const total = () => screen.getByRole('region', { name: 'Total' });
export const finish = () => screen.getByRole('button', { name: 'Complete sale' });
export const asked = () => preview.mock.lastCall?.[0];

/** A server with a customer on credit and two products, for which every sale can be made. */
export function openShop(): void {
  jest.mocked(findSaleCustomers).mockResolvedValue({ ok: true, data: [ada] });
  jest.mocked(findSaleProducts).mockImplementation((term) =>
    Promise.resolve({
      ok: true,
      data: [bolt, desk].filter(({ name, sku }) =>
        `${name} ${sku}`.toLowerCase().includes(term.toLowerCase()),
      ),
    }),
  );
  jest.mocked(readCreditAction).mockResolvedValue({ ok: true, data: credit });
  preview.mockImplementation((purchase) => Promise.resolve({ ok: true, data: previewOf(purchase) }));
}

/** A till with a customer and, found by typing, some pieces of the desk. */
export async function till(desks = 1) {
  const view = render(<Till customer={ada} currency="USD" />);
  await userEvent.type(search(), 'desk');
  await screen.findByRole('option', { name: /Oak desk/, selected: true });
  for (let piece = 0; piece < desks; piece += 1) await userEvent.keyboard('{Enter}');
  await within(total()).findByText('$100.00');
  return view;
}

/** Holds every answer to a search of products back until it is given. */
export function heldProducts(): (products: SaleProduct[]) => void {
  let give: (products: SaleProduct[]) => void = () => undefined;
  const answer = new Promise<ActionResult<SaleProduct[]>>((resolve) => {
    give = (data) => resolve({ ok: true, data });
  });
  jest.mocked(findSaleProducts).mockReturnValue(answer);
  return give;
}
