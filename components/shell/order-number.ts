/** The number that is asked for: `1042`, `#1042`, `order 1042`. */
export function orderNumber(term: string): string | null {
  return /^(?:order\s*)?#?\s*0*([1-9]\d{0,14})$/i.exec(term.trim())?.[1] ?? null;
}
