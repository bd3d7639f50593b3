import type { ReactNode } from 'react';
import { MadeBy } from '@/components/data/actor';
import { Amount } from '@/components/data/amount';
import { Fact, ShortId } from '@/components/data/fact';
import { QuietLink } from '@/components/data/quiet-link';
import { Timestamp } from '@/components/data/timestamp';
import { RefreshAtEnd } from '@/components/sessions/ticking';
import { Card } from '@/components/ui/card';
import { Countdown } from './countdown';
import { momentOf, statusWords, walletWords, type HoldDetail } from './hold-words';

function Large({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <p className="text-muted text-sm">{label}</p>
      <p className="mt-1 text-3xl font-semibold tracking-tight wrap-anywhere">{children}</p>
    </div>
  );
}

/** What is held and until when, large and counting down; who made it, when, and of which wallet. */
export function HoldFacts({ hold }: { hold: HoldDetail }) {
  const moment = momentOf(hold, hold);
  const isActive = hold.status === 'active';
  return (
    <Card aria-label="Figures" className="grid overflow-hidden lg:grid-cols-[minmax(20rem,2fr)_3fr]">
      <div className="border-line px-5 py-5 max-lg:border-b lg:border-r lg:px-6 lg:py-6">
        <div className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-6 gap-y-4">
          <Large label="On hold">
            <Amount value={hold.held} currency={hold.unit} quietDecimals />
          </Large>
          <Large label="Captured">
            <Amount value={hold.captured} currency={hold.unit} quietDecimals />
          </Large>
          {isActive ? (
            <>
              <Large label="Time left">
                <Countdown moment={moment} />
              </Large>
              <RefreshAtEnd moments={[moment]} />
            </>
          ) : null}
        </div>
        <p className="text-muted mt-3 text-sm">{statusWords(hold.status)}</p>
      </div>
      <dl className="grid grid-cols-2 content-center gap-x-6 gap-y-5 px-5 py-5 sm:grid-cols-3 lg:px-6">
        <Fact label="Customer">
          <QuietLink href={`/customers/${hold.customer_id}?tab=holds`}>{hold.customer_name}</QuietLink>
        </Fact>
        <Fact label="Of">
          <QuietLink
            href={`/customers/${hold.customer_id}${hold.wallet === 'prepaid' ? '' : `?wallet=${hold.wallet}`}`}
          >
            {walletWords(hold.wallet)}
          </QuietLink>
        </Fact>
        <Fact label="Set aside at first">
          <Amount value={hold.amount} currency={hold.unit} />
        </Fact>
        <Fact label="Made">
          <Timestamp value={hold.created_at} format="second" />
        </Fact>
        <Fact label={isActive ? 'Holds until' : 'Was to hold until'}>
          <Timestamp value={hold.expires_at} format="second" />
        </Fact>
        {hold.ended_at === null ? null : (
          <Fact label="Ended">
            <Timestamp value={hold.ended_at} format="second" />
          </Fact>
        )}
        <Fact label="Made by">
          <MadeBy actor={hold.actor} requestId={hold.request_id} />
        </Fact>
        <Fact label="Id">
          <ShortId id={hold.id} what="hold id" />
        </Fact>
      </dl>
    </Card>
  );
}
