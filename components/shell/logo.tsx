import { cn } from '@/lib/ui/cn';

/** Three columns under a falling arc: what is left, hour after hour. */
export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8.5" className="fill-accent" />
      <g className="fill-on-accent">
        <path d="M7 25V7a18 18 0 0 1 5 .71V25Z" />
        <path d="M13.5 25V8.21a18 18 0 0 1 5 2.94V25Z" opacity=".82" />
        <path d="M20 25V12.55A18 18 0 0 1 25 25Z" opacity=".64" />
      </g>
    </svg>
  );
}

export function Logo({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-2.5', className)}>
      <LogoMark />
      <span className="text-[1.0625rem] font-semibold tracking-tight">Drawdown</span>
    </span>
  );
}
