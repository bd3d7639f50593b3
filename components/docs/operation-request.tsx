import { CodeBlock } from '@/components/docs/markdown';
import { ParameterFields, SchemaFields } from '@/components/docs/schema-fields';
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card';
import type { ApiOperation } from '@/lib/docs/api';

const places = [
  ['path', 'In the path'],
  ['query', 'In the query'],
  ['header', 'Headers'],
] as const;

/** What an operation takes, and how it is sent from a shell and from a program. */
export function OperationRequest({
  operation,
  curl,
  client,
}: {
  operation: ApiOperation;
  curl: string;
  client: string | undefined;
}) {
  const { parameters, body } = operation;
  return (
    <>
      <Card>
        <CardHeader>
          <CardTitle>Request</CardTitle>
        </CardHeader>
        <CardContent className="flex flex-col gap-5">
          {places.map(([place, title]) => {
            const those = parameters.filter((parameter) => parameter.in === place);
            return those.length === 0 ? null : (
              <section key={place}>
                <h3 className="text-muted text-sm font-medium">{title}</h3>
                <ParameterFields parameters={those} />
              </section>
            );
          })}
          {body === undefined ? null : (
            <section>
              <h3 className="text-muted text-sm font-medium">
                JSON body{body.isRequired ? '' : ', which may be left out'}
              </h3>
              <SchemaFields schema={body.schema} />
            </section>
          )}
        </CardContent>
      </Card>
      <Card>
        <CardHeader>
          <CardTitle>Example</CardTitle>
        </CardHeader>
        <CardContent className="flex flex-col gap-4">
          <section className="flex flex-col gap-2">
            <h3 className="text-muted text-sm font-medium">curl</h3>
            <CodeBlock text={curl} what="curl command" />
          </section>
          {client === undefined ? null : (
            <section className="flex flex-col gap-2">
              <h3 className="text-muted text-sm font-medium">TypeScript client</h3>
              <CodeBlock text={client} what="client example" />
            </section>
          )}
        </CardContent>
      </Card>
    </>
  );
}
