import type { z } from 'zod';

/** What is said of an issue: a field that is not there is required, whatever else its schema asks of it. */
export function messageOf(issue: z.core.$ZodIssue, input: unknown): string {
  const value = issue.path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    input,
  );
  return value === undefined && issue.code !== 'custom' ? 'is required' : issue.message;
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
};

/** What is wrong with a field, to be read after its name: "name is required", "limit must be at least 1". */
export function describeIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${nouns[issue.expected] ?? `a ${issue.expected}`}`;
    case 'invalid_value':
      return issue.values.length === 1
        ? `must be ${String(issue.values[0])}`
        : `must be ${choice(issue.values)}`;
    case 'unrecognized_keys':
      return 'is not a field of this request';
    case 'too_small':
      return `must ${verbOf(issue.origin)} at least ${amountOf(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `must ${verbOf(issue.origin)} at most ${amountOf(issue.origin, issue.maximum)}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'must be a time such as 2026-11-21T09:00:00Z'
        : 'has the wrong form';
    default:
      return 'is not valid';
  }
}

function choice(values: readonly unknown[]): string {
  const words = values.map(String);
  return `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
}

function verbOf(origin: string): string {
  return origin === 'array' ? 'have' : 'be';
}

function amountOf(origin: string, limit: number | bigint): string {
  const unit = origin === 'string' ? ' character' : origin === 'array' ? ' item' : null;
  if (unit === null) return String(limit);
  return `${limit}${unit}${Number(limit) === 1 ? '' : 's'}`;
}
