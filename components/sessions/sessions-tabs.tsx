import { LinkTabs } from '@/components/data/link-tabs';

export function SessionsTabs({ current }: { current: 'live' | 'history' }) {
  return (
    <LinkTabs
      label="Sessions"
      tabs={[
        { href: '/sessions', label: 'Live', current: current === 'live' },
        { href: '/sessions/history', label: 'History', current: current === 'history' },
      ]}
    />
  );
}
