const kinds: Readonly<Record<string, string>> = {
  opening_balance: 'Opening balance',
  top_up: 'Top-up',
  grant: 'Grant',
  hourly_debit: 'Hourly debit',
  purchase: 'Purchase',
  payment: 'Payment',
  usage: 'Usage',
  session: 'Session',
  refund: 'Refund',
  adjustment: 'Adjustment',
  reversal: 'Reversal',
};

/** A kind of entry as a person says it. A kind that is not known here still reads as words. */
export function entryKind(kind: string): string {
  const words = kind.replaceAll('_', ' ');
  return kinds[kind] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/** Who caused an entry: `user:…`, `api_key:…`, `job:…`. */
export function actorName(actor: string): string {
  const [kind, rest = ''] = actor.split(/:(.*)/s);
  const short = /^[0-9a-f]{8}-/.test(rest) ? rest.slice(-6) : rest.replaceAll('_', ' ');
  if (kind === 'user') return `Member …${short}`;
  if (kind === 'api_key') return `API key …${short}`;
  if (kind === 'job') return short === '' ? 'Job' : `Job: ${short}`;
  return actor;
}
