import type { Locator, Page } from 'playwright-core';
import type { z } from 'zod';
import { triggerBilling } from '@/lib/operations/billing';
import { addCredits } from '@/lib/operations/credits';
import { createCustomer } from '@/lib/operations/customers';
import { triggerDebits } from '@/lib/operations/debits';
import { processPurchase } from '@/lib/operations/orders';
import { recordPayment } from '@/lib/operations/payments';
import { createProduct } from '@/lib/operations/products';
import { advanceClock } from '@/lib/operations/sandbox';
import { startSession } from '@/lib/operations/sessions';
import { recordUsage } from '@/lib/operations/usage';
import { unscaled } from './decimals';
import { asAdmin, ask, newOwner, type Account } from './journeys';

/** Figures of pages, and the rows that they lead to. */

export interface Figure {
  /** What it is called in the title of its test. */
  name: string;
  /** The page that shows it. */
  on: string;
  /** What brings it into sight first. */
  open?: (page: Page) => Promise<void>;
  /** What is clicked. */
  link: (page: Page) => Locator;
  /** Where the figure is read, if not in the link. */
  text?: (page: Page) => Locator;
  /** The table that it leads to, and which column of it adds up to the figure; its rows are counted otherwise. */
  table: string | RegExp;
  column?: string;
}

const places = 12;

/** The first amount of a text, or its first number; none is zero. */
export function numberIn(text: string): bigint {
  const found = /\$([\d,]+(?:\.\d+)?)/.exec(text) ?? /([\d,]*\d(?:\.\d+)?)/.exec(text);
  return unscaled((found?.[1] ?? '0').replaceAll(',', ''), places);
}

/** What the rows of a table come to. */
export async function rowsOf(table: Locator, column?: string): Promise<bigint> {
  await table.locator('tbody tr').first().waitFor();
  const rows = await table.evaluate((element) => {
    // As it is seen: what stands below an amount is not part of it.
    const textOf = (each: Element) => (each instanceof HTMLElement ? each.innerText : '');
    return {
      headers: [...element.querySelectorAll('thead th')].map(textOf),
      cells: [...element.querySelectorAll('tbody tr')].map((row) => [...row.children].map(textOf)),
    };
  });
  if (column === undefined) return unscaled(`${rows.cells.length}`, places);
  const index = rows.headers.indexOf(column);
  if (index < 0) throw new Error(`no column ${column} among ${rows.headers.join(', ')}`);
  return rows.cells.reduce((sum, cells) => sum + numberIn(cells[index] ?? ''), 0n);
}

/** The clock of the business goes on by so many days, and what is due on the way happens. */
async function pass({ token }: Account, days: number): Promise<void> {
  const move = await ask(advanceClock.output, token, 'POST', '/business/clock/advance', { days });
  if (!move.reached) throw new Error(`the clock stopped at ${move.test_clock_at}`);
}

/** Debts of three ages, debits that went both ways, usage that is billed, held and waiting, and a session that runs. */
export async function figures() {
  const owner = await newOwner();
  const { token, businessId } = owner;
  const post = <Output extends z.ZodType>({ output }: { output: Output }, path: string, body: object) =>
    ask(output, token, 'POST', path, body);
  // The job of each minute stays away: what is billed is billed here.
  await asAdmin((admin) =>
    admin.query(
      `update private.usage_schedules set next_run_at = now() + interval '1 year' where business_id = $1`,
      [businessId],
    ),
  );
  const customer = (body: object) => post(createCustomer, '/customers', body);
  const desk = await post(createProduct, '/products', { sku: 'DESK', name: 'Desk', price: '100' });
  const ada = await customer({ name: 'Ada Lovelace', credit_limit: '1000' });
  const grace = await customer({ name: 'Grace Hopper', credit_limit: '1000' });
  const sell = (customer_id: string, count: number) =>
    post(processPurchase, '/purchase', { customer_id, items: [{ product_id: desk.id, quantity: count }] });
  await sell(ada.id, 2);
  await pass(owner, 40);
  await sell(ada.id, 1);
  await sell(grace.id, 3);
  await pass(owner, 30);
  const { order } = await sell(grace.id, 1);
  await post(recordPayment, '/payments', { customer_id: ada.id, amount: '50.25', method: 'cash' });
  await pass(owner, 1);

  const linus = await customer({ name: 'Linus Torvalds', balance: '100', hourly_debit_amount: '5' });
  const mary = await customer({ name: 'Mary Shelley', balance: '3', hourly_debit_amount: '7' });
  await post(triggerDebits, '/debit-processor/trigger', {});

  const meter = (customer_id: string, service: string, units: string, price: string) =>
    post(recordUsage, '/usage', { customer_id, service, units_consumed: units, price_per_unit: price });
  const event = await meter(linus.id, 'chat tokens', '1000', '0.002');
  await meter(linus.id, 'storage', '3', '1.5');
  await meter(mary.id, 'chat tokens', '4000', '0.002');
  await post(triggerBilling, '/billing/runs', {});
  await meter(linus.id, 'storage', '2', '1.5');

  await post(addCredits, `/customers/${linus.id}/credits`, { credits: '1000' });
  await post(startSession, '/session/start', { customer_id: linus.id, credits_per_minute: '4' });
  return { owner, order, event };
}
