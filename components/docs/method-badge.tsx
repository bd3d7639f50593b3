import { Badge, type Tone } from '@/components/ui/badge';
import { cn } from '@/lib/ui/cn';

const tones: Readonly<Record<string, Tone>> = {
  GET: 'neutral',
  POST: 'accent',
  PUT: 'warning',
  DELETE: 'danger',
};

/** An HTTP method; reading is told apart from writing. */
export function MethodBadge({ method, className }: { method: string; className?: string }) {
  return (
    <Badge tone={tones[method] ?? 'neutral'} className={cn('justify-center font-mono', className)}>
      {method}
    </Badge>
  );
}
