import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';

const command = 'bg-subtle rounded-md px-2.5 py-2 font-mono text-xs break-all';

/** How to believe neither the database nor this page. */
export function CheckElsewhere() {
  return (
    <Card aria-labelledby="elsewhere">
      <CardHeader>
        <CardTitle id="elsewhere">Check it elsewhere</CardTitle>
      </CardHeader>
      <CardContent className="text-ink-soft grid gap-2.5 text-sm">
        <p>
          For someone who believes neither the database nor this page: write the ledger to a file with an API
          key, and check that file offline with a script that trusts nothing else.
        </p>
        <code className={command}>npm run export:ledger -- books.jsonl</code>
        <code className={command}>node scripts/check-ledger.mjs books.jsonl</code>
      </CardContent>
    </Card>
  );
}
