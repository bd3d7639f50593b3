/** What holds the API tests to the document sees each way in which an exchange can differ from it. */
import { Contract, readDocument, type Exchange } from '../helpers/contract';

const document = readDocument();
const contract = new Contract(document);
const id = '0196c1f0-0000-7000-8000-000000000001';
const example = (code: string) => (document.components['examples']?.[code] as { value: object }).value;
const answerOf = (path: string) =>
  Object.values(
    (
      document.paths[path]?.['get']?.responses['200'] as unknown as {
        content: Record<string, { examples: Record<string, { value: object }> }>;
      }
    ).content['application/json']?.examples ?? {},
  )[0]?.value ?? {};

interface Told {
  method?: string;
  path?: string;
  query?: string;
  sent?: Record<string, string>;
  body?: string;
  status?: number;
  headers?: Record<string, string>;
  answer?: object;
}

function exchange(told: Told): Exchange {
  const { method = 'GET', path = `/api/customers/${id}`, query = '', body = '', status = 200 } = told;
  const { answer = answerOf('/customers/{customer_id}'), sent = { 'x-api-key': 'sk_a' } } = told;
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  return {
    request: { method, path, query: new URLSearchParams(query), headers: new Headers(sent), body },
    response: {
      status,
      headers: new Headers({ 'content-type': type, 'x-request-id': 'r', ...told.headers }),
      body: JSON.stringify(answer),
    },
  };
}

test.each<[string, Told]>([
  ['an answer as it was recorded', {}],
  ['a documented refusal', { status: 404, answer: example('customer_not_found') }],
  [
    'a refusal of what the document forbids',
    { query: 'nonsense=1', status: 422, answer: example('invalid_request') },
  ],
  [
    'an address that is no operation',
    { path: '/api/nonsense', status: 404, answer: example('route_not_found') },
  ],
  ['a header that any server sends', { headers: { date: 'Sat, 21 Nov 2026 12:00:00 GMT' } }],
  ['names in camelCase', { query: `businessId=${id}` }],
])('%s is as the document says', (_what, told) => {
  expect(contract.violationsOf(exchange(told))).toEqual([]);
});

test.each<[string, Told, RegExp]>([
  ['a status', { status: 418, answer: example('customer_not_found') }, /does not document this status/],
  [
    'a code',
    { status: 404, answer: { ...example('customer_not_found'), code: 'nonsense' } },
    /code nonsense/,
  ],
  ['a code of another operation', { status: 404, answer: example('order_not_found') }, /allowed values/],
  ['a field', { answer: { ...answerOf('/customers/{customer_id}'), secret: 1 } }, /additional properties/],
  ['a field that is missing', { answer: {} }, /required property/],
  [
    'a field of another type',
    { answer: { ...answerOf('/customers/{customer_id}'), balance: 5 } },
    /balance must be string/,
  ],
  [
    'a field of a problem',
    { status: 404, answer: { ...example('customer_not_found'), table: 'a' } },
    /has table/,
  ],
  ['a header', { headers: { 'x-powered-by': 'Next.js' } }, /header x-powered-by/],
  ['a content type', { headers: { 'content-type': 'text/html' } }, /content type text\/html/],
  ['success without credentials', { sent: {} }, /credentials/],
  ['success of an unknown parameter', { query: 'nonsense=1' }, /query has nonsense/],
  ['success of a parameter of another type', { query: 'business_id=5' }, /business_id/],
  ['success of an id that is none', { path: '/api/customers/5' }, /path customer_id/],
  ['success of an unknown path', { path: '/api/nonsense' }, /no such operation/],
  ['success of an unknown method', { method: 'PATCH' }, /no such operation/],
  [
    'success of a body that lacks a field',
    { method: 'POST', path: '/api/customers', body: '{}', status: 201 },
    /name/,
  ],
  [
    'success of an unknown field',
    { method: 'POST', path: '/api/customers', body: '{"name":"a","b":1}', status: 201 },
    /additional/,
  ],
])('%s that the document does not have is seen', (_what, told, violation) => {
  expect(contract.violationsOf(exchange(told)).join('\n')).toMatch(violation);
});
