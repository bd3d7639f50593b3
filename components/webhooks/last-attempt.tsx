import { Timestamp } from '@/components/data/timestamp';
import { outcomeWords, type Attempt } from './webhook-words';

/** The newest attempt: what came of it, and when. */
export function LastAttempt({ attempt }: { attempt: Attempt | null }) {
  if (!attempt) return <span className="text-muted">None yet</span>;
  return (
    <span className="text-[0.8125rem] whitespace-nowrap">
      <span className={attempt.delivered ? 'text-ink-soft' : 'text-danger'}>
        {attempt.response_status === null && !attempt.delivered ? 'No answer' : outcomeWords(attempt)}
      </span>
      <span className="text-muted">
        {' · '}
        <Timestamp value={attempt.started_at} />
      </span>
    </span>
  );
}
