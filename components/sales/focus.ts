/**
 * Puts the keys where they are needed next. Not where fingers do the work: there a focused field would bring up
 * the keyboard of the screen over what is being done.
 */
export function focusForKeys(element: HTMLElement | null | undefined): void {
  const isTouch = typeof window.matchMedia === 'function' && window.matchMedia('(pointer: coarse)').matches;
  if (!isTouch) element?.focus();
}
