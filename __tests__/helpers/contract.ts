import { readFileSync } from 'node:fs';
import type { ValidateFunction } from 'ajv';
import type Ajv2020 from 'ajv/dist/2020';
import { Answers } from './contract-answers';
import {
  Routes,
  type ApiDocument,
  type Exchange,
  type Parameter,
  type Route,
  type Schema,
} from './contract-document';
import { parametersIn, spelledInside, trimmed, without } from './contract-input';
import { validator } from './contract-validator';

export type { Exchange } from './contract-document';

/**
 * Holds every exchange with the API to the API document. The rules:
 *
 * 1. A path and method that the document does not have are answered with `route_not_found` or `method_not_allowed`.
 * 2. Whatever was sent, the answer is documented: its status, its content type, its headers, its code, and each field
 *    of its body; fields that the document does not name are no part of an answer. A problem has the fields of
 *    RFC 9457 and those that the page about its code shows.
 * 3. What was answered with success is a request that the document allows: its path, query, headers and body match
 *    their schemas, names in either spelling and text with or without spaces around it, and it came with credentials
 *    where the document asks for them. So whatever the document forbids, sent by accident or on purpose, was refused.
 *
 * A request that the document allows may be refused all the same, with a documented code: what depends on what is
 * stored, such as the decimals of a currency, is no matter of a schema.
 */
export class Contract {
  readonly #routes: Routes;
  readonly #answers: Answers;
  readonly #asText = validator({ coerceTypes: true });
  readonly #asJson = validator();
  readonly #compiled = new Map<object, ValidateFunction>();

  constructor(document: ApiDocument = readDocument()) {
    this.#routes = new Routes(document);
    this.#answers = new Answers(this.#routes);
  }

  /** What in the exchange the document does not allow; nothing for nearly all of them. */
  violationsOf(exchange: Exchange): string[] {
    const { request, response } = exchange;
    const route = this.#routes.find(request.method, request.path);
    const found = [
      ...this.#answers.violationsOf(route, exchange),
      ...(route !== undefined && response.status < 400 ? this.#ofRequest(route, exchange) : []),
    ];
    const query = request.query.toString();
    const what = `${request.method} ${request.path}${query === '' ? '' : `?${query}`} -> ${response.status}`;
    return found.map((violation) => `${what.slice(0, 300)}: ${violation}`);
  }

  /** @throws Error where something was not as the document says */
  holds(exchange: Exchange): void {
    const [first, ...more] = this.violationsOf(exchange);
    if (first !== undefined)
      throw new Error(`not as public/openapi.json says: ${[first, ...more].join('; ')}`);
  }

  #ofRequest(route: Route, { request }: Exchange): string[] {
    const isSignedIn = ['authorization', 'x-api-key'].some((name) => request.headers.has(name));
    const hasCookie = route.method === 'get' && request.headers.has('cookie');
    if (route.security.length > 0 && !isSignedIn && !hasCookie) {
      return ['it was answered without the credentials that the document asks for'];
    }
    const body = route.bodySchema === undefined ? {} : spelledInside(request.body);
    const sent = { ...parametersIn(request.query), ...body };
    const inAddress = route.parameters.filter((each) => each.in === 'query');
    // An id of the caller's own that is none is replaced; the business in the request comes before the header's.
    const unread = ['X-Request-Id', ...('business_id' in sent ? ['X-Business-Id'] : [])];
    const problems = [
      ...route.parameters
        .filter((each) => each.in === 'path')
        .flatMap((parameter) => this.#ofText(parameter, route.path[parameter.name])),
      ...route.parameters
        .filter((each) => each.in === 'header' && !unread.includes(each.name))
        .flatMap((parameter) => this.#ofText(parameter, request.headers.get(parameter.name) ?? undefined)),
    ];
    if (route.bodySchema !== undefined)
      return [...problems, ...this.#ofBody(route.bodySchema, without(sent, route.path))];
    const given = without({ ...sent, ...spelledInside(request.body) }, route.path);
    const known = new Set(inAddress.map(({ name }) => name));
    return [
      ...problems,
      ...inAddress.flatMap((parameter) => this.#ofText(parameter, given[parameter.name])),
      ...Object.keys(given)
        .filter((name) => !known.has(name))
        .map((name) => `the query has ${name}, which the document does not`),
    ];
  }

  #ofText({ name, in: place, required, schema }: Parameter, value: unknown): string[] {
    if (value === undefined) return required === true ? [`${place} lacks ${name}`] : [];
    const holder = { value };
    const validate = this.#compile(this.#asText, { type: 'object', properties: { value: schema } }, schema);
    if (validate(holder) || (typeof value === 'string' && validate({ value: value.trim() }))) return [];
    return [`${place} ${name} is ${JSON.stringify(value)}, and ${this.#asText.errorsText(validate.errors)}`];
  }

  #ofBody(schema: Schema, body: Record<string, unknown>): string[] {
    const validate = this.#compile(this.#asJson, judgedOneByOne(schema), schema);
    if (validate(body) || validate(trimmed(body))) return [];
    return [`the body was taken, and ${this.#asJson.errorsText(validate.errors, { dataVar: 'it' })}`];
  }

  #compile(ajv: Ajv2020, schema: Schema, key: object): ValidateFunction {
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const made = ajv.compile(schema);
    this.#compiled.set(key, made);
    return made;
  }
}

export function readDocument(): ApiDocument {
  return JSON.parse(readFileSync('public/openapi.json', 'utf8')) as ApiDocument;
}

/** A list whose items are judged by themselves takes any item: the answer says which it refused. */
function judgedOneByOne(schema: Schema): Schema {
  const text = JSON.stringify(schema, (_key, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('x-judged-one-by-one' in value)) return value;
    return { ...value, items: {} };
  });
  return JSON.parse(text) as Schema;
}
