import { Alert } from '@/components/ui/alert';

/** Where the project asks people to confirm their address before they are let in. */
export function CheckInbox({ address, then }: { address: string; then?: string }) {
  return (
    <Alert tone="positive" role="status" title="Check your inbox">
      A link was sent to {address}. Open it to finish signing up. {then}
    </Alert>
  );
}
