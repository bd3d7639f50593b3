/** The audit of one customer, product or endpoint. */
export function historyHref(about: 'customer' | 'product' | 'webhook_endpoint', id: string): string {
  return `/settings/audit?about=${about}&subject=${id}`;
}
