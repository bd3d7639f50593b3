import { cn } from '@/lib/ui/cn';

export type DialTone = 'idle' | 'running' | 'low' | 'empty';

const marks = Array.from({ length: 60 }, (_, index) => index);

const litClasses: Record<DialTone, string> = {
  idle: 'stroke-accent/45 dark:stroke-accent-ink/45',
  running: 'stroke-accent dark:stroke-accent-ink',
  low: 'stroke-warning',
  empty: 'stroke-line-strong',
};

export interface DialProps {
  tone: DialTone;
  /** How much is left of what there was when the session began, from 0 to 1. A picture, so a number. */
  share: number;
  /** The second of the minute that the hand points at; null where nothing runs. */
  second: number | null;
  className?: string;
}

/** A watch whose sixty marks go out as the credits go, clockwise from the top; its hand moves each second. */
export function Dial({ tone, share, second, className }: DialProps) {
  const out = 60 - Math.ceil(Math.min(1, Math.max(0, share)) * 60);
  return (
    <svg viewBox="0 0 200 200" aria-hidden className={cn('overflow-visible', className)}>
      {marks.map((mark) => {
        const isHand = mark === second;
        return (
          <line
            key={mark}
            x1="100"
            x2="100"
            y1={isHand ? -1 : 5}
            y2={mark % 5 === 0 ? 19 : 15}
            strokeWidth={isHand ? 4 : mark % 5 === 0 ? 3 : 2.25}
            strokeLinecap="round"
            transform={`rotate(${mark * 6} 100 100)`}
            className={cn(
              'transition-[stroke] duration-500',
              mark < out ? 'stroke-line' : litClasses[tone],
              isHand && 'stroke-ink!',
            )}
          />
        );
      })}
    </svg>
  );
}
