import { LinkTabs } from '@/components/data/link-tabs';

export function UsageTabs({ current }: { current: 'summary' | 'events' | 'unbilled' }) {
  return (
    <LinkTabs
      label="Usage"
      tabs={[
        { href: '/usage', label: 'Summary', current: current === 'summary' },
        { href: '/usage/events', label: 'Events', current: current === 'events' },
        { href: '/usage/unbilled', label: 'Unbilled', current: current === 'unbilled' },
      ]}
    />
  );
}
