/** How the client names what the API calls otherwise: one rule for each, so that no operation is named by hand. */

/** `customer_id` is `customerId`, `API keys` is `apiKeys`. */
export function camelCase(words: string): string {
  const [first = '', ...rest] = words.toLowerCase().split(/[\s_]+/);
  return first + rest.map(capitalized).join('');
}

export function pascalCase(words: string): string {
  return capitalized(camelCase(words));
}

/**
 * The method of an operation in the group of its tag: its name without the noun of the group. `list_customers` of
 * Customers is `list`, `get_debit_run` of Debits is `getRun`, `preview_purchase` of Orders is `previewPurchase`.
 */
export function methodName(operation: string, tag: string): string {
  const group = tag.toLowerCase().replaceAll(' ', '_');
  const nouns = [group, group.replace(/s$/, '')];
  const padded = `${operation}_`;
  const noun = nouns.find((each) => padded.includes(`_${each}_`));
  return camelCase(noun === undefined ? operation : padded.replace(`_${noun}_`, '_').replace(/_$/, ''));
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/**
 * Usage is known by its payload or by the ids of its events, so that a repetition records nothing new. A key made
 * by the client would hide from the server that two calls brought the same usage.
 */
export const knownByPayload: ReadonlySet<string> = new Set([
  'record_usage',
  'record_product_usage',
  'record_usage_batch',
]);
