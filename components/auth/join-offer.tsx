import { Dial } from '@/components/portal/dial';
import { Monogram } from '@/components/portal/monogram';
import { durationWords, rateWords } from '@/components/portal/session-words';
import { groupDigits, isZero } from '@/lib/money/format';
import { secondsOf } from '@/lib/ui/session-clock';

export interface JoinOfferProps {
  businessName: string;
  welcomeGrant: string;
  creditsPerMinute: string;
}

/** Whose page it is, what a new customer starts with, and what a session costs. */
export function JoinOffer({ businessName, welcomeGrant, creditsPerMinute }: JoinOfferProps) {
  const seconds = secondsOf(welcomeGrant, creditsPerMinute);
  const hasGrant = !isZero(welcomeGrant);
  return (
    <div className="grid content-center justify-items-center gap-5 px-5 py-8 text-center sm:px-8">
      <Monogram name={businessName} className="size-12 text-base" />
      <h1 className="text-2xl font-semibold tracking-tight text-balance break-words sm:text-3xl">
        Join {businessName}
      </h1>
      {hasGrant ? (
        <div className="relative aspect-square w-40 sm:w-48">
          <Dial tone="running" share={1} second={null} className="absolute inset-0 size-full" />
          <p className="absolute inset-[14%] grid place-content-center">
            <span className="tabular text-3xl leading-none font-semibold tracking-tight sm:text-4xl">
              {groupDigits(welcomeGrant)}
            </span>
            <span className="text-ink-soft mt-1 text-xs font-medium sm:text-sm">credits to begin with</span>
          </p>
        </div>
      ) : null}
      <p className="text-ink-soft max-w-xs text-sm text-pretty">
        {hasGrant && seconds !== null
          ? `A session uses ${rateWords(creditsPerMinute)}: your first credits last for ${durationWords(seconds)}.`
          : seconds === null
            ? 'Sessions are free of charge.'
            : `A session uses ${rateWords(creditsPerMinute)}. ${businessName} tops up your credits.`}
      </p>
    </div>
  );
}
