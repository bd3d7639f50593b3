import { CopyButton } from '@/components/ui/copy-button';
import { Tooltip } from '@/components/ui/tooltip';
import { actorName } from '@/lib/ui/ledger-words';

interface ActorProps {
  actor: string;
  requestId: string | null;
}

/** Who did something, and the request that asked for it. */
export function MadeBy({ actor, requestId }: ActorProps) {
  return (
    <>
      {actorName(actor)}
      {requestId ? (
        <span className="text-muted flex max-w-full items-center text-xs">
          <span className="truncate">
            Request <code className="font-mono">…{requestId.slice(-8)}</code>
          </span>
          <CopyButton text={requestId} what="request id" className="-my-1.5" />
        </span>
      ) : null}
    </>
  );
}

/** The same in a row of a table, where the request waits for whoever asks. */
export function ActorCell({ actor, requestId }: ActorProps) {
  const name = <span className="text-ink-soft whitespace-nowrap">{actorName(actor)}</span>;
  if (!requestId) return name;
  return (
    <Tooltip content={`Request ${requestId}`}>
      <span
        tabIndex={0}
        className="decoration-line-strong rounded underline decoration-dotted underline-offset-4"
      >
        {name}
        <span className="sr-only">, request {requestId}</span>
      </span>
    </Tooltip>
  );
}
