import { Check } from 'lucide-react';

/** The hours of one wallet as the product keeps them; an example, and said to be one. */
const hours = [
  { hour: '09:00', balance: '$40.00', level: 100 },
  { hour: '10:00', balance: '$35.00', level: 87.5 },
  { hour: '11:00', balance: '$30.00', level: 75 },
  { hour: '12:00', balance: '$25.00', level: 62.5 },
  { hour: '13:00', balance: '$20.00', level: 50 },
  { hour: '14:00', balance: '$15.00', level: 37.5 },
  { hour: '15:00', balance: '$10.00', level: 25 },
  { hour: '16:00', balance: '$5.00', level: 12.5 },
];

const promises = [
  'Every hour is debited exactly once, however often a run is started',
  'A balance is always the sum of its entries, and one click proves it',
  'Hours missed in an outage are made up for, in order',
];

/** The other half of the sign-in pages: what the product does, drawn. */
export function FallingBalance() {
  return (
    <aside
      aria-label="What Drawdown does"
      className="relative hidden overflow-hidden border-l border-line bg-surface lg:flex lg:flex-col lg:justify-center lg:px-14 xl:px-20"
    >
      <div className="mx-auto w-full max-w-lg">
        <p className="text-2xl leading-snug font-semibold tracking-tight text-balance">
          A balance that is right at this instant, and a proof of it.
        </p>
        <figure className="mt-9">
          <div aria-hidden className="flex h-52 items-end gap-2 border-b border-line">
            {hours.map(({ hour, level }, index) => (
              <div
                key={hour}
                className="appear flex-1 rounded-t-md bg-accent"
                style={{ height: `${level}%`, opacity: 1 - index * 0.09, animationDelay: `${index * 60}ms` }}
              />
            ))}
          </div>
          <div aria-hidden className="tabular mt-2 flex gap-2 text-center text-xs text-muted">
            {hours.map(({ hour, balance }) => (
              <span key={hour} className="flex-1">
                {balance}
              </span>
            ))}
          </div>
          <figcaption className="mt-4 text-sm text-muted">
            Example: a wallet of $40.00, drawn down by $5.00 an hour.
          </figcaption>
        </figure>
        <ul className="mt-9 grid gap-3 text-sm text-ink-soft">
          {promises.map((promise) => (
            <li key={promise} className="flex gap-2.5">
              <Check className="mt-0.5 size-4 shrink-0 text-positive" aria-hidden />
              {promise}
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
