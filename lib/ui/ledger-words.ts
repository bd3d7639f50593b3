const kinds: Readonly<Record<string, string>> = {
  opening_balance: 'Opening balance',
  top_up: 'Top-up',
  grant: 'Grant',
  hourly_debit: 'Hourly debit',
  purchase: 'Purchase',
  payment: 'Payment',
  usage: 'Usage',
  session: 'Session',
  capture: 'Capture of a hold',
  refund: 'Refund',
  adjustment: 'Adjustment',
  reversal: 'Reversal',
};

/** A kind of entry as a person says it. A kind that is not known here still reads as words. */
export function entryKind(kind: string): string {
  return kinds[kind] ?? asWords(kind);
}

const accounts: Readonly<Record<string, string>> = {
  cash: 'Money received and paid out',
  adjustment: 'Corrections by hand',
  transfer: 'Between wallets of a customer',
  'equity:opening_balance': 'Balances brought along',
  'revenue:hourly': 'Revenue from hourly debits',
  'revenue:usage': 'Revenue from usage',
  'revenue:sales': 'Revenue from sales',
  'revenue:sessions': 'Revenue from sessions',
  'revenue:holds': 'Revenue from holds',
  'credits:sold': 'Credits sold',
  'credits:granted': 'Credits given for nothing',
  'wallets:prepaid': 'Prepaid balances of customers',
  'wallets:receivable': 'What customers owe on orders',
  'wallets:credits': 'Credits of customers',
};

/** An account of the trial balance, or at the other end of a movement, as a person says it. */
export function accountName(account: string): string {
  return accounts[account] ?? asWords(account);
}

/** Who caused an entry: `user:…`, `customer:…`, `api_key:…`, `job:…`, `database:…`. */
export function actorName(actor: string): string {
  const [kind, rest = ''] = actor.split(/:(.*)/s);
  const short = /^[0-9a-f]{8}-/.test(rest) ? rest.slice(-6) : rest.replaceAll('_', ' ');
  if (kind === 'user') return `Member …${short}`;
  if (kind === 'customer') return 'The customer';
  if (kind === 'api_key') return `API key …${short}`;
  if (kind === 'database') return `Database: ${short}`;
  if (kind === 'job') return short === '' ? 'Job' : `Job: ${short}`;
  return actor;
}

const methods: Readonly<Record<string, string>> = {
  cash: 'Cash',
  card: 'Card',
  bank_transfer: 'Bank transfer',
  other: 'Other',
  balance: 'Prepaid balance',
};

/** How money came in. */
export function methodName(method: string): string {
  return methods[method] ?? asWords(method);
}

const allocationKinds: Readonly<Record<string, string>> = {
  payment: 'Payment',
  release: 'Released by a cancellation',
  reversal: 'Payment reversed',
};

/** Why money was put on an order, or taken off it again. */
export function allocationKind(kind: string): string {
  return allocationKinds[kind] ?? asWords(kind);
}

const references: Readonly<Record<string, { label: string; path: string | null }>> = {
  order: { label: 'Order', path: '/orders' },
  payment: { label: 'Payment', path: '/payments' },
  debit_run: { label: 'Debit run', path: '/debits/runs' },
  usage_charge: { label: 'Charge for usage', path: '/billing/charges' },
  session: { label: 'Session', path: '/sessions' },
  hold: { label: 'Hold', path: '/holds' },
  // Given once to a person who joined: the entry itself is all there is of it.
  welcome_grant: { label: 'Welcome grant', path: null },
};

export interface EntryReference {
  label: string;
  /** Null where it has no page of its own. */
  href: string | null;
}

/** What caused an entry, and the page that shows it; null where nothing did but the request itself. */
export function entryReference(entry: {
  reference_type: string | null;
  reference_id: string | null;
}): EntryReference | null {
  if (entry.reference_type === null) return null;
  const known = references[entry.reference_type];
  if (!known?.path || !entry.reference_id)
    return { label: known?.label ?? asWords(entry.reference_type), href: null };
  return { label: known.label, href: `${known.path}/${entry.reference_id}` };
}

/** A name of the database as words. */
function asWords(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
