import { Badge } from '@/components/ui/badge';

/** An HTTP status; ours are marked apart from the caller's. */
export function StatusCode({ status }: { status: number }) {
  return (
    <Badge tone={status >= 500 ? 'danger' : 'neutral'} className="tabular">
      {status}
    </Badge>
  );
}
