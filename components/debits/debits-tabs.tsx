import { LinkTabs } from '@/components/data/link-tabs';

export function DebitsTabs({ current }: { current: 'runs' | 'logs' }) {
  return (
    <LinkTabs
      label="Debits"
      tabs={[
        { href: '/debits', label: 'Runs', current: current === 'runs' },
        { href: '/debits/logs', label: 'Logs', current: current === 'logs' },
      ]}
    />
  );
}
