/** How many events are on their way again. */
export function replayed(count: number): string {
  if (count === 0) return 'Nothing happened since then that this endpoint takes';
  return count === 1 ? 'One event is sent again' : `${count} events are sent again`;
}
