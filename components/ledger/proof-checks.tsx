import { Check } from 'lucide-react';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';

/** As `private.verify_ledger` goes through the books. */
const checks = [
  'The balance of each wallet is the sum of its entries',
  'Each entry carries the balance that the one before it left',
  'Versions run 1, 2, 3 without a gap',
  'Each entry holds the hash of the one before it, recomputed here',
  'What left one account arrived at another: the trial balance is zero',
  'Each hourly debit has its entry, and each hour is paid for once',
  'Orders agree with their lines, cancellations and payments, and with what is owed',
  'Payments are spread to the last digit, over orders of their own customer',
  'Stock is the sum of its movements',
  'Usage that was billed is what was recorded, each event once',
  'Sessions burned what their seconds come to',
  'Held amounts are those of the holds that are open',
];

/** What the verdict stands for. */
export function ProofChecks() {
  return (
    <Card aria-labelledby="checks">
      <CardHeader>
        <CardTitle id="checks">What is checked</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="text-ink-soft grid gap-2.5 text-sm">
          {checks.map((check) => (
            <li key={check} className="flex gap-2.5">
              <Check className="text-muted mt-0.5 size-4 shrink-0" aria-hidden />
              {check}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
