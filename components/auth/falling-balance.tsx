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
      className="border-line bg-surface relative hidden overflow-hidden border-l lg:flex lg:flex-col lg:justify-center lg:px-14 xl:px-20"
    >
      <div className="mx-auto w-full max-w-lg">
        <p className="text-2xl leading-snug font-semibold tracking-tight text-balance">
          A balance that is right at this instant, and a proof of it.
        </p>
        <figure className="mt-9">
          <div aria-hidden className="border-line flex h-52 items-end gap-2 border-b">
            {hours.map(({ hour, level }, index) => (
              <div
                key={hour}
                className="appear bg-accent flex-1 rounded-t-md"
                style={{ height: `${level}%`, opacity: 1 - index * 0.09, animationDelay: `${index * 60}ms` }}
              />
            ))}
          </div>
          <div aria-hidden className="tabular text-muted mt-2 flex gap-2 text-center text-xs">
            {hours.map(({ hour, balance }) => (
              <span key={hour} className="flex-1">
                {balance}
              </span>
            ))}
          </div>
          <figcaption className="text-muted mt-4 text-sm">
            Example: a wallet of $40.00, drawn down by $5.00 an hour.
          </figcaption>
        </figure>
        <ul className="text-ink-soft mt-9 grid gap-3 text-sm">
          {promises.map((promise) => (
            <li key={promise} className="flex gap-2.5">
              <Check className="text-positive mt-0.5 size-4 shrink-0" aria-hidden />
              {promise}
            </li>
          ))}
        </ul>
      </div>
    </aside>
  );
}
