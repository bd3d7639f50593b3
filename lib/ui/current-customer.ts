import 'server-only';
import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';
import { getMe } from '@/lib/operations/account';
import { query } from '@/lib/pages/query';

/** Names the customer whose portal is shown, to a person who is one of several businesses. */
export const customerCookie = 'drawdown_customer';

/** Who looks at the portal, and as which customer. Asked once per request, by the layout and its pages alike. */
export const currentCustomer = cache(async () => {
  const account = await query(getMe);
  const chosen = (await cookies()).get(customerCookie)?.value;
  const customer =
    account.customers.find(({ customer_id }) => customer_id === chosen) ?? account.customers[0];
  // The first page knows where somebody belongs who is a customer of nobody.
  if (!customer) redirect('/');
  return {
    email: account.user?.email ?? '',
    customer,
    customers: account.customers,
    isMember: account.businesses.length > 0,
    /** Whom every question and every change of the portal is about. */
    self: { business_id: customer.business.id, customer_id: customer.customer_id },
  };
});
