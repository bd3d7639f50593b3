/** Edits of sales, payments and stock that only the owner of the database can make; `$name` stands for an id. */

const order = `update public.orders set`;
const payment = `update public.payments set`;
const item = `business_id = '$business' and order_id = '$order' and product_id`;
const cancellation = `business_id = '$business' and order_id = '$order'`;
const allocation = `business_id = '$business' and payment_id = '$payment' and sequence = 1`;
const movement = (version: number) =>
  `business_id = '$business' and product_id = '$product' and version = ${version}`;

/** What is done, the statement that does it, and every check that then fails. */
export const breaks: [what: string, sql: string, checks: string[]][] = [
  [
    'an entry on a receivable wallet that belongs to no order',
    `select private.post_entry('$business', '$receivable', -5, 'adjustment', 'bank', 'test', null, now())`,
    ['receivable'],
  ],
  [
    'the total of an order',
    `${order} total = total + 1 where id = '$order'`,
    ['order_entries', 'order_lines', 'receivable'],
  ],
  [
    'what is cancelled of an order',
    `${order} cancelled = cancelled + 1 where id = '$order'`,
    ['order_cancellations', 'order_entries', 'order_lines', 'receivable'],
  ],
  [
    'what is paid on an order',
    `${order} paid = paid + 1 where id = '$order'`,
    ['order_payments', 'receivable'],
  ],
  ['a paid order made cancelled', `${order} status = 'cancelled' where id = '$paidOrder'`, ['order_lines']],
  ['the pieces of an order', `${order} item_count = item_count + 1 where id = '$order'`, ['order_lines']],
  [
    'an order moved to another customer',
    `${order} customer_id = '$other' where id = '$order'`,
    ['order_entries', 'payment_customer', 'receivable'],
  ],
  [
    'an order moved to a customer that there is none of',
    `${order} customer_id = gen_random_uuid() where id = '$othersOrder'`,
    ['order_customer', 'order_entries', 'receivable'],
  ],
  [
    'an order taken away',
    `delete from public.orders where id = '$othersOrder'`,
    ['order_entries', 'order_lines', 'receivable'],
  ],
  [
    'an order that nobody sold',
    `insert into public.orders (business_id, number, customer_id, status, total, item_count, actor, placed_at)
     values ('$business', 999, '$buyer', 'open', 5, 1, 'test', now())`,
    ['order_entries', 'order_lines', 'receivable'],
  ],
  [
    'the price of a line',
    `update public.order_items set unit_price = 4.01 where ${item} = '$uncounted'`,
    ['order_lines'],
  ],
  [
    'the pieces of a line',
    `update public.order_items set quantity = quantity + 1 where ${item} = '$product'`,
    ['order_lines', 'stock_sold'],
  ],
  [
    'the cancelled pieces of a line',
    `update public.order_items set cancelled_quantity = 2 where ${item} = '$product'`,
    ['cancelled_pieces', 'order_lines'],
  ],
  [
    'the cancelled pieces of a line that came back to the stock',
    `update public.order_items set cancelled_quantity = 0 where ${item} = '$product'`,
    ['cancelled_pieces', 'order_lines', 'stock_sold'],
  ],
  ['a line taken away', `delete from public.order_items where ${item} = '$uncounted'`, ['order_lines']],
  [
    'a line taken away of which pieces were cancelled',
    `delete from public.order_items where ${item} = '$product'`,
    ['cancelled_pieces', 'order_lines', 'stock_sold'],
  ],
  [
    'the amount of a cancellation',
    `update public.order_cancellations set amount = amount + 1 where ${cancellation}`,
    ['order_cancellations'],
  ],
  [
    'a cancellation taken away',
    `delete from public.order_cancellations where ${cancellation}`,
    ['cancelled_pieces', 'order_cancellations'],
  ],
  [
    'the pieces of a cancellation',
    `update public.order_cancellation_items set quantity = quantity + 1 where business_id = '$business'`,
    ['cancelled_pieces'],
  ],
  [
    'the amount of an allocation',
    `update public.payment_allocations set amount = amount + 1 where ${allocation}`,
    ['order_payments', 'payment_allocations'],
  ],
  [
    'an allocation taken away',
    `delete from public.payment_allocations where ${allocation}`,
    ['order_payments', 'payment_allocations'],
  ],
  [
    'an allocation put on another order of the customer',
    `update public.payment_allocations set order_id = '$thirdOrder' where ${allocation}`,
    ['order_payments'],
  ],
  [
    'an allocation put on the order of another customer',
    `update public.payment_allocations set order_id = '$othersOrder' where ${allocation}`,
    ['order_payments', 'payment_customer'],
  ],
  [
    'an allocation whose number leaves a gap',
    `update public.payment_allocations set sequence = 3 where ${allocation}`,
    ['payment_allocations'],
  ],
  [
    'what of a payment is on orders',
    `${payment} allocated = allocated + 1 where id = '$overpayment'`,
    ['payment_allocations', 'payment_entries'],
  ],
  ['the amount of a payment', `${payment} amount = amount + 1 where id = '$payment'`, ['payment_entries']],
  [
    'the customer of a payment',
    `${payment} customer_id = '$other' where id = '$payment'`,
    ['payment_customer', 'payment_entries'],
  ],
  ['the method of a payment', `${payment} method = 'balance' where id = '$payment'`, ['payment_entries']],
  [
    'the method of a payment from the balance',
    `${payment} method = 'cash' where id = '$fromBalance'`,
    ['payment_entries'],
  ],
  [
    'a payment marked as reversed',
    `${payment} reversed_at = now() where id = '$payment'`,
    ['payment_allocations'],
  ],
  [
    'a payment marked as reversed that left a balance',
    `${payment} reversed_at = now() where id = '$overpayment'`,
    ['payment_allocations', 'payment_entries'],
  ],
  [
    'a reversed payment that stands again',
    `${payment} reversed_at = null where id = '$reversed'`,
    ['payment_entries'],
  ],
  ['a payment taken away', `delete from public.payments where id = '$payment'`, ['payment_entries']],
  ['the stock of a product', `update public.products set stock = stock + 1 where id = '$product'`, ['stock']],
  [
    'a stock given to a product that is not counted',
    `update public.products set stock = 5 where id = '$uncounted'`,
    ['stock'],
  ],
  [
    'the count of movements of a product',
    `update public.products set stock_version = stock_version + 1 where id = '$product'`,
    ['stock'],
  ],
  ['a product taken away', `delete from public.products where id = '$product'`, ['stock']],
  [
    'a movement taken out of the middle',
    `delete from public.stock_movements where ${movement(2)}`,
    ['stock', 'stock_chain'],
  ],
  ['the newest movement taken away', `delete from public.stock_movements where ${movement(5)}`, ['stock']],
  [
    'the pieces of a sale in the movements',
    `update public.stock_movements set quantity = quantity + 1 where ${movement(2)}`,
    ['stock', 'stock_chain', 'stock_sold'],
  ],
  [
    'the stock after a movement',
    `update public.stock_movements set stock_after = stock_after + 1 where ${movement(3)}`,
    ['stock_chain'],
  ],
  [
    'a movement put on another order',
    `update public.stock_movements set order_id = '$paidOrder' where ${movement(2)}`,
    ['stock_sold'],
  ],
];
