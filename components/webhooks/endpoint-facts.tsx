import type { ReactNode } from 'react';
import { StripFact } from '@/components/data/fact';
import { Timestamp } from '@/components/data/timestamp';
import { Alert } from '@/components/ui/alert';
import { Card } from '@/components/ui/card';
import { groupDigits } from '@/lib/money/format';
import { LastAttempt } from './last-attempt';
import { sentTypes, stateOf, type Endpoint } from './webhook-words';

/** What is wrong with an endpoint, and what to do about it; nothing where all is well. */
export function EndpointAlert({ endpoint, mayEdit }: { endpoint: Endpoint; mayEdit: boolean }) {
  const state = stateOf(endpoint);
  const enable = mayEdit ? ' Enable it from the menu, then send again what it missed.' : '';
  if (state === 'disabled') {
    return (
      <Alert title="This endpoint is disabled">
        Nothing is sent to it. What waits goes on when it is enabled again.
      </Alert>
    );
  }
  if (state === 'given_up') {
    return (
      <Alert
        tone="danger"
        title={
          endpoint.disabled_reason === 'gone'
            ? 'It answered 410 Gone, and was disabled'
            : 'Nothing arrived for three days, so it was disabled'
        }
      >
        Nothing is sent to it any more. See to the receiver first.{enable}
      </Alert>
    );
  }
  if (state === 'failing' && endpoint.failing_since) {
    return (
      <Alert
        tone="warning"
        title={
          <>
            Nothing has arrived since <Timestamp value={endpoint.failing_since} format="full" />
          </>
        }
      >
        Each event is tried again for a day. After three days without one that arrives the endpoint is
        disabled.
      </Alert>
    );
  }
  return null;
}

function Strip({ children }: { children: ReactNode }) {
  return (
    <Card aria-label="Figures">
      <dl className="divide-line grid text-sm max-sm:divide-y sm:grid-cols-2 xl:grid-cols-4 xl:divide-x">
        {children}
      </dl>
    </Card>
  );
}

export function EndpointFacts({ endpoint }: { endpoint: Endpoint }) {
  return (
    <Strip>
      <StripFact label="Sent to it">
        {sentTypes(endpoint.event_types)}
        {endpoint.event_types.length > 1 ? (
          <span className="text-muted block text-xs font-normal wrap-anywhere">
            {endpoint.event_types.join(', ')}
          </span>
        ) : null}
      </StripFact>
      <StripFact label="Waiting">
        <span className="tabular">{groupDigits(String(endpoint.pending))}</span>
        {endpoint.oldest_pending_at ? (
          <span className="text-muted block text-xs font-normal">
            The oldest from <Timestamp value={endpoint.oldest_pending_at} />
          </span>
        ) : null}
      </StripFact>
      <StripFact label="Last delivery">
        <LastAttempt attempt={endpoint.last_attempt} />
      </StripFact>
      <StripFact label="Secret made">
        <Timestamp value={endpoint.secret_rotated_at} />
        {endpoint.previous_secret_expires_at ? (
          <span className="text-muted block text-xs font-normal">
            The one before signs until <Timestamp value={endpoint.previous_secret_expires_at} format="full" />
          </span>
        ) : null}
      </StripFact>
    </Strip>
  );
}
