/** Shared by tabs of one page and by tabs that are links; apart from both, since a server component cannot read a client module's values. */
export const tabListClasses = 'flex overflow-x-auto border-b border-line [scrollbar-width:none]';

export const tabClasses = [
  'relative -mb-px flex h-10 items-center gap-2 border-b-2 border-transparent px-2.25 text-sm font-medium whitespace-nowrap text-muted sm:px-3',
  'transition-colors hover:text-ink focus-visible:-outline-offset-2',
  'aria-[current=page]:border-accent aria-[current=page]:text-ink data-[state=active]:border-accent data-[state=active]:text-ink',
].join(' ');
