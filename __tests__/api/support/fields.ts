import { z } from 'zod';
import type { Operation } from '@/lib/operations/define';

/** The fields of an operation, as its schema describes them. */

export type FieldKind =
  'uuid' | 'amount' | 'text' | 'email' | 'time' | 'date' | 'enum' | 'boolean' | 'integer' | 'list' | 'object';

interface FieldSchema {
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: FieldSchema[];
  maxLength?: number;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  items?: FieldSchema;
  properties?: Record<string, FieldSchema>;
  required?: string[];
}

export interface Field {
  name: string;
  kind: FieldKind;
  isRequired: boolean;
  /** Empty text takes the value away, where the schema says so. */
  mayBeEmpty: boolean;
  maxLength: number;
  /** Of a whole number. */
  minimum: number;
  maximum: number;
  /** The one value that it may have. */
  constant: unknown;
  /** The fields of an object, or of the objects of a list. */
  nested: Field[];
}

export function fieldsOf(operation: Operation): Field[] {
  return Object.entries(operation.input.shape).map(([name, schema]) => ({
    ...fieldOf(
      name,
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as FieldSchema,
      !schema.safeParse(undefined).success,
    ),
    mayBeEmpty: schema.safeParse('').success,
  }));
}

function fieldOf(name: string, described: FieldSchema, isRequired: boolean): Field {
  const inner = described.anyOf?.find((option) => !('const' in option)) ?? described;
  const { properties = {}, required = [] } = inner.items ?? inner;
  return {
    name,
    kind: kindOf(inner),
    isRequired,
    mayBeEmpty: false,
    maxLength: inner.maxLength ?? (Number(/,(\d+)}\$$/.exec(inner.pattern ?? '')?.[1] ?? 0) || 254),
    minimum: inner.minimum ?? 1,
    maximum: inner.maximum ?? Number.MAX_SAFE_INTEGER,
    constant: inner.const,
    nested: Object.entries(properties).map(([key, schema]) => fieldOf(key, schema, required.includes(key))),
  };
}

function kindOf({ type, format, enum: values, anyOf }: FieldSchema): FieldKind {
  if (format === 'uuid' || format === 'email' || format === 'date') return format;
  if (format === 'date-time') return 'time';
  if (values !== undefined) return 'enum';
  if (Array.isArray(type) || anyOf !== undefined) return 'amount';
  if (type === 'boolean' || type === 'integer' || type === 'object') return type;
  if (type === 'array') return 'list';
  if (type === 'string') return 'text';
  throw new Error(`no bad values are known for a field of type ${String(type)}`);
}
