import { clsx, type ClassValue } from 'clsx';
import { extendTailwindMerge } from 'tailwind-merge';

const merge = extendTailwindMerge({
  extend: { theme: { shadow: ['low', 'high'], radius: ['card'] } },
});

/** Joins class names; of two that contradict each other the later one holds. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
