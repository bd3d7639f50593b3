import Form from 'next/form';
import Link from 'next/link';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/input';
import { Label } from '@/components/ui/label';

export interface BalanceDateFormProps {
  path: string;
  date: string | undefined;
  /** The date of the business today: none after it has a balance. */
  latest: string;
}

/** The date a balance is asked for. It lives in the address, so that a view can be kept and shared. */
export function BalanceDateForm({ path, date, latest }: BalanceDateFormProps) {
  return (
    <Form
      key={date}
      action={path}
      role="search"
      aria-label="Choose a date"
      className="flex flex-wrap items-end gap-3"
    >
      <div className="grid gap-1.5">
        <Label htmlFor="balance-date">At the end of</Label>
        <Input
          id="balance-date"
          name="as_of"
          type="date"
          required
          min="1000-01-01"
          max={latest}
          defaultValue={date ?? ''}
          className="w-42"
        />
      </div>
      <Button type="submit" variant="secondary" className="h-10">
        Show
      </Button>
      {date === undefined ? null : (
        <Button asChild variant="ghost" className="h-10">
          <Link href={path} prefetch={false}>
            Now
          </Link>
        </Button>
      )}
    </Form>
  );
}
