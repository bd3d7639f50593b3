import type { ValidateFunction } from 'ajv';
import type Ajv2020 from 'ajv/dist/2020';
import {
  closed,
  type Answer,
  type Exchange,
  type Route,
  type Routes,
  type Schema,
} from './contract-document';
import { validator } from './contract-validator';

/** What any server and any network adds to an answer; no operation says them again. */
const general = new Set([
  ...[
    'alt-svc',
    'cache-control',
    'connection',
    'content-encoding',
    'content-length',
    'content-type',
    'date',
    'etag',
  ],
  ...['keep-alive', 'server', 'transfer-encoding', 'vary', 'via', 'x-accel-buffering'],
  // How a browser guards itself: the same for every address of the app.
  ...[
    'content-security-policy',
    'cross-origin-opener-policy',
    'cross-origin-resource-policy',
    'permissions-policy',
  ],
  ...['referrer-policy', 'strict-transport-security', 'x-content-type-options', 'x-frame-options'],
  ...['cross-origin-embedder-policy', 'origin-agent-cluster', 'x-dns-prefetch-control', 'x-robots-tag'],
  ...['x-permitted-cross-domain-policies', 'x-xss-protection', 'x-download-options', 'reporting-endpoints'],
]);

/** Answers to what the document does not have. */
const ofNoOperation: Readonly<Record<number, string>> = { 404: 'route_not_found', 405: 'method_not_allowed' };

const anyProblem = { schema: { $ref: '#/components/schemas/Problem' } };

/** The part of the contract about answers. */
export class Answers {
  readonly #routes: Routes;
  readonly #json: Ajv2020;
  readonly #text: Ajv2020;
  readonly #compiled = new Map<object, ValidateFunction>();

  constructor(routes: Routes) {
    this.#routes = routes;
    // An answer may grow, and clients must bear it; that it has grown the document must say all the same.
    this.#json = validator();
    this.#json.addSchema(
      closed({ components: { schemas: routes.document.components['schemas'] } }) as Schema,
      'api',
    );
    this.#text = validator({ coerceTypes: true });
  }

  violationsOf(route: Route | undefined, { response }: Exchange): string[] {
    const { status, headers, body } = response;
    const type = (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    const isHead = body === '' && type === '';
    if (route === undefined) {
      const code = ofNoOperation[status];
      if (code === undefined) return ['the document has no such operation'];
      return isHead ? [] : this.#problem(body, anyProblem, code);
    }
    const answer = route.answers[String(status)];
    if (answer === undefined) return [`${route.name} does not document this status`];
    const found = this.#ofHeaders(answer, headers, type);
    const content = answer.content[type];
    if (content === undefined) return [...found, `content type ${type}, which is not documented`];
    if (body === undefined) return found;
    if (type === 'application/problem+json') return [...found, ...this.#problem(body, content)];
    return type === 'application/json' ? [...found, ...this.#matches(content.schema, parsed(body))] : found;
  }

  #ofHeaders(answer: Answer, headers: Headers, type: string): string[] {
    const found = [...headers.keys()]
      .filter((name) => !general.has(name) && answer.headers[name] === undefined)
      .map((name) => `header ${name}, which is not documented`);
    for (const [name, { required, schema }] of Object.entries(answer.headers)) {
      const value = headers.get(name);
      if (value === null) {
        if (required === true || (name === 'content-disposition' && type === 'text/csv'))
          found.push(`no header ${name}`);
      } else if (!this.#text.validate({ type: 'object', properties: { value: schema } }, { value })) {
        found.push(`header ${name} is ${value}, and ${this.#text.errorsText()}`);
      }
    }
    return found;
  }

  #problem(body: string | undefined, content: { schema?: Schema }, expected?: string): string[] {
    if (body === undefined) return [];
    const problem = parsed(body) as Record<string, unknown>;
    const code = String(problem?.['code']);
    const example = this.#routes.document.components['examples']?.[code] as { value: object } | undefined;
    if (example === undefined) return [`code ${code}, which is not documented`];
    const standard = ['errors'];
    const shown = new Set([...Object.keys(example.value), ...standard]);
    return [
      ...this.#matches(content.schema, problem),
      ...(expected !== undefined && code !== expected ? [`${code} in place of ${expected}`] : []),
      ...Object.keys(problem)
        .filter((name) => !shown.has(name))
        .map((name) => `${code} has ${name}, which docs/errors/${code}.md does not show`),
    ];
  }

  #matches(schema: Schema | undefined, value: unknown): string[] {
    if (schema === undefined) return [];
    let validate = this.#compiled.get(schema);
    if (validate === undefined) {
      validate = this.#json.compile(elsewhere(closed(schema)) as Schema);
      this.#compiled.set(schema, validate);
    }
    return validate(value) ? [] : [this.#json.errorsText(validate.errors, { dataVar: 'the answer' })];
  }
}

/** References of the document, to where the validator has it. */
function elsewhere(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll('"$ref":"#/', '"$ref":"api#/'));
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
