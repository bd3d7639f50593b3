import type { ReactNode } from 'react';
import { InlineMarkdown } from '@/components/docs/markdown';
import { follow, type Parameter, type Schema } from '@/lib/docs/api';
import { boundsOf, inside, typeOf } from '@/lib/docs/schema-words';

/** Deeper than any of ours; a schema that holds itself would have no end. */
const deepest = 4;

/** The fields of an object, each with what it may be. */
export function SchemaFields({ schema, depth = 0 }: { schema: Schema; depth?: number }) {
  const { properties = {}, required = [] } = inside(schema);
  const entries = Object.entries(properties);
  if (entries.length === 0) return <p className="text-muted text-sm">No fields.</p>;
  return (
    <ul className="divide-line flex flex-col divide-y">
      {entries.map(([name, field]) => (
        <FieldLine key={name} name={name} schema={field} isRequired={required.includes(name)}>
          <Nested name={name} schema={field} depth={depth} />
        </FieldLine>
      ))}
    </ul>
  );
}

/** The parameters of one place: of the path, of the query, or of the headers. */
export function ParameterFields({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <ul className="divide-line flex flex-col divide-y">
      {parameters.map(({ name, schema, description, required = false }) => (
        <FieldLine
          key={name}
          name={name}
          schema={description === undefined ? schema : { ...schema, description }}
          isRequired={required}
        />
      ))}
    </ul>
  );
}

interface FieldLineProps {
  name: string;
  schema: Schema;
  isRequired: boolean;
  children?: ReactNode;
}

function FieldLine({ name, schema, isRequired, children }: FieldLineProps) {
  const { description } = schema.description === undefined ? follow(schema) : schema;
  const bounds = boundsOf(schema);
  return (
    <li className="flex flex-col gap-1 py-2.5">
      <p className="flex flex-wrap items-baseline gap-x-2.5 gap-y-0.5 text-sm">
        <span className="text-ink font-mono text-[0.8125rem] font-medium break-all">{name}</span>
        <span className="text-muted">{typeOf(schema)}</span>
        {isRequired ? <span className="text-danger text-xs font-medium">required</span> : null}
      </p>
      {description === undefined ? null : (
        <p className="text-ink-soft text-sm text-pretty">
          <InlineMarkdown text={description} />
        </p>
      )}
      {bounds === '' ? null : <p className="text-muted text-sm break-words">{bounds}</p>}
      {children}
    </li>
  );
}

function Nested({ name, schema, depth }: { name: string; schema: Schema; depth: number }) {
  if (depth >= deepest || inside(schema).properties === undefined) return null;
  return (
    <details>
      <summary className="text-accent-ink w-fit cursor-pointer rounded text-sm">Fields of {name}</summary>
      <div className="border-line mt-1 ml-1 border-l pl-4">
        <SchemaFields schema={schema} depth={depth + 1} />
      </div>
    </details>
  );
}
