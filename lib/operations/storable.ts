/**
 * What a client sent, as JSON that Postgres can hold: text with a NUL or half a character, and numbers beyond all
 * bounds, become `false`, which no field takes. So one of them makes its own event invalid, and not the whole batch.
 */
export function storableEvent(event: unknown): unknown {
  return typeof event === 'object' ? storable(event) : null;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return isStorable(value) && value;
  if (typeof value === 'number') return Number.isFinite(value) && value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(storable);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [isStorable(key) ? key : '\ufffd', storable(item)]),
  );
}

function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}
