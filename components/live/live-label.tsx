import type { LiveState } from './live-source';

const labels = {
  // Said only once something was lost: on every page load it would be noise.
  opening: '',
  live: 'Live',
  reconnecting: 'Reconnecting…',
  polling: 'Updates every 10 seconds',
} as const;

/** Says whether what is shown follows changes. */
export function LiveLabel({ state }: { state: LiveState }) {
  return (
    <span
      role="status"
      data-live={state}
      className="text-muted inline-flex min-h-4 items-center gap-1.5 text-xs"
    >
      {state !== 'opening' && (
        <span
          aria-hidden
          className={`size-1.5 rounded-full ${state === 'live' ? 'bg-positive motion-safe:animate-pulse' : 'bg-warning'}`}
        />
      )}
      {labels[state]}
    </span>
  );
}
