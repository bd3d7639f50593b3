import { LinkTabs } from '@/components/data/link-tabs';

export function BillingTabs({ current }: { current: 'runs' | 'charges' }) {
  return (
    <LinkTabs
      label="Billing"
      tabs={[
        { href: '/billing', label: 'Runs', current: current === 'runs' },
        { href: '/billing/charges', label: 'Charges', current: current === 'charges' },
      ]}
    />
  );
}
