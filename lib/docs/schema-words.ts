import { follow, type Schema } from './api';

/** What a schema says, in words. */

/** Of a list its items, of a choice with null the other. */
export function inside(schema: Schema): Schema {
  const found = follow(schema);
  const options = (found.anyOf ?? found.oneOf ?? []).filter((option) => option.type !== 'null');
  if (options.length === 1 && options[0] !== undefined) return inside(options[0]);
  return found.items === undefined ? found : inside(found.items);
}

export function typeOf(schema: Schema): string {
  const found = follow(schema);
  const options = found.anyOf ?? found.oneOf;
  if (options !== undefined) return [...new Set(options.map(typeOf))].join(' or ');
  if (found.const !== undefined) return JSON.stringify(found.const);
  const types = [found.type ?? 'any value'].flat();
  return types
    .map((type) => {
      if (type === 'array') return `list of ${found.items === undefined ? 'values' : typeOf(found.items)}`;
      return type === 'string' && found.format !== undefined ? found.format : type;
    })
    .join(' or ');
}

/** The values it may have, and how long or large it may be. */
export function boundsOf(schema: Schema): string {
  const found = follow(schema);
  const values = inside(schema).enum;
  const { minLength, maxLength, minItems, maxItems, minimum, maximum, exclusiveMinimum } = found;
  return [
    values === undefined ? undefined : `One of ${listed(values)}`,
    within(minLength, maxLength, 'characters'),
    within(minItems, maxItems, 'items'),
    within(minimum, maximum, ''),
    exclusiveMinimum === undefined ? undefined : `More than ${exclusiveMinimum}`,
  ]
    .filter((words) => words !== undefined)
    .join('. ');
}

function within(least: number | undefined, most: number | undefined, unit: string): string | undefined {
  const of = unit === '' ? '' : ` ${unit}`;
  if (least !== undefined && most !== undefined) return `${least} to ${most}${of}`;
  if (most !== undefined) return `At most ${most}${of}`;
  return least === undefined ? undefined : `At least ${least}${of}`;
}

/** A list of all the world's currencies tells less than its beginning. */
function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, 12).map(String).join(', ');
  return values.length > 12 ? `${shown} and ${values.length - 12} more` : shown;
}
