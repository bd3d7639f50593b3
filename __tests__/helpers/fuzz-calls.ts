import fc from 'fast-check';
import { readDocument } from './contract';
import { Routes, type Route } from './contract-document';
import { allowed, odd, oddBodies, oddHeaders, type KnownIds } from './fuzz-values';

/** Calls of an operation of the document, right and wrong. */

export interface FuzzCall {
  method: string;
  path: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: string | undefined;
}

export interface FuzzedOperation {
  name: string;
  method: string;
  path: string;
  route: Omit<Route, 'path'>;
}

/** Every operation of the document but the stream of changes, whose answer has no end. */
export function fuzzedOperations(): FuzzedOperation[] {
  const document = readDocument();
  const routes = new Routes(document);
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).flatMap((method) => {
      const route = routes.find(method, `/api${path.replaceAll(/\{\w+\}/g, '-')}`);
      if (route === undefined || path === '/live') return [];
      return [{ name: route.name, method: method.toUpperCase(), path: `/api${path}`, route }];
    }),
  );
}

type Change =
  | { kind: 'none' }
  | { kind: 'camel case' }
  | { kind: 'value' | 'extra'; at: number; value: unknown }
  | { kind: 'missing'; at: number }
  | { kind: 'body'; body: string }
  | { kind: 'headers'; headers: Record<string, string> };

const changes: fc.Arbitrary<Change> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Change>({ kind: 'none' }) },
  { weight: 1, arbitrary: fc.constant<Change>({ kind: 'camel case' }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('value' as const, 'extra' as const),
      at: fc.nat(),
      value: odd,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('missing' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('body' as const), body: oddBodies }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('headers' as const), headers: oddHeaders }) },
);

/** A call as the document allows it, or with one thing of it changed for the worse. */
export function callsOf({ method, path, route }: FuzzedOperation, ids: KnownIds): fc.Arbitrary<FuzzCall> {
  const places = route.parameters.filter((parameter) => parameter.in !== 'header');
  const parameters = fc.record(
    Object.fromEntries(places.map(({ name, schema }) => [name, allowed(schema, name, ids)])),
    { requiredKeys: places.filter(({ required }) => required === true).map(({ name }) => name) },
  );
  const body = route.bodySchema === undefined ? fc.constant(undefined) : allowed(route.bodySchema, '', ids);
  const takesKey = route.parameters.some(({ name }) => name === 'Idempotency-Key');
  const key = takesKey ? fc.option(fc.uuid(), { nil: undefined }) : fc.constant(undefined);
  return fc.tuple(parameters, body, key, changes).map(([given, sent, idempotencyKey, change]) => {
    const inPath = new Set(places.filter((place) => place.in === 'path').map(({ name }) => name));
    const fields = changed(
      { ...(given as Record<string, unknown>), ...(sent as Record<string, unknown> | undefined) },
      change,
    );
    const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
      segment(fields[name] ?? given[name]),
    );
    const rest = Object.entries(fields).filter(([name]) => !inPath.has(name));
    const json = JSON.stringify(Object.fromEntries(rest));
    return {
      method,
      path: filled,
      query: route.bodySchema === undefined ? asText(rest) : {},
      headers: {
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(change.kind === 'headers' && change.headers),
      },
      body: route.bodySchema === undefined ? undefined : change.kind === 'body' ? change.body : json,
    };
  });
}

function changed(fields: Record<string, unknown>, change: Change): Record<string, unknown> {
  const names = Object.keys(fields);
  if (change.kind === 'camel case') {
    return Object.fromEntries(Object.entries(fields).map(([name, value]) => [camelCase(name), value]));
  }
  if (change.kind === 'extra') return { ...fields, [`__proto${change.at % 3}`]: change.value };
  const name = names['at' in change ? change.at % Math.max(names.length, 1) : 0] ?? 'name';
  if (change.kind === 'value') return { ...fields, [name]: change.value };
  if (change.kind !== 'missing') return fields;
  return Object.fromEntries(Object.entries(fields).filter(([each]) => each !== name));
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}

/** Nothing, and the steps "." and "..", would make another path of it. */
function segment(value: unknown): string {
  const text = typeof value === 'string' ? value.toWellFormed() : (JSON.stringify(value) ?? '');
  return /^\.{0,2}$/.test(text) ? '-' : encodeURIComponent(text);
}

function asText(fields: readonly (readonly [string, unknown])[]): Record<string, string> {
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name.toWellFormed(),
      (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed(),
    ]),
  );
}
