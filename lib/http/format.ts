import { Problem } from '@/lib/errors/problem';
import type { Operation } from '@/lib/operations/define';

export const formats = ['json', 'csv'] as const;
export type Format = (typeof formats)[number];

/**
 * What an answer is to be: `format` of the query, which is taken out of it, or else what `Accept` prefers.
 * Operations whose answer is no table have no such parameter; it stays, to be refused like any unknown one.
 *
 * @throws Problem `invalid_request` for a format that is not known
 */
export function takeFormat(operation: Operation, query: Map<string, string>, accept: string | null): Format {
  if (operation.csv === undefined) return 'json';
  const asked = query.get('format');
  if (asked === undefined) return prefersCsv(accept) ? 'csv' : 'json';
  query.delete('format');
  const format = formats.find((each) => each === asked);
  if (format !== undefined) return format;
  throw new Problem('invalid_request', {
    errors: [{ pointer: '/format', message: `must be ${formats.join(' or ')}` }],
  });
}

/** RFC 9110, section 12.5.1: the greater weight; with equal weights, the one that is named more exactly. */
function prefersCsv(accept: string | null): boolean {
  if (accept === null) return false;
  const ranges = new Map(
    accept.split(',').map((part) => {
      const [range = '', ...parameters] = part.split(';').map((each) => each.trim().toLowerCase());
      const weight = parameters.find((each) => /^q\s*=/.test(each))?.replace(/^q\s*=\s*/, '');
      return [range, weight === undefined ? 1 : Number(weight) || 0] as const;
    }),
  );
  const best = (...names: readonly string[]) => {
    const exactness = names.findIndex((name) => ranges.has(name));
    return { weight: ranges.get(names[exactness] ?? '') ?? 0, exactness };
  };
  const csv = best('text/csv', 'text/*', '*/*');
  const json = best('application/json', 'application/*', '*/*');
  if (csv.weight !== json.weight) return csv.weight > json.weight;
  return csv.weight > 0 && csv.exactness < json.exactness;
}
