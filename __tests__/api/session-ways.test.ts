/** A session by HTTP, by both transports, and by supabase-js as the page of a business would call it. */
import { createClient } from '@supabase/supabase-js';
import { createDirectTransport } from '@/lib/database/direct';
import { createSupabaseTransport } from '@/lib/database/supabase';
import type { Transport } from '@/lib/database/transport';
import { Problem } from '@/lib/errors/problem';
import { startSession } from '@/lib/operations/sessions';
import type { TestUser } from '../helpers/callers';
import { startSandbox, type Sandbox } from './support/sandbox';
import { joinAs } from './support/session-samples';

let api: Sandbox;
let ada: TestUser;
type Way = (name: string, input: Record<string, unknown>) => Promise<unknown>;
let ways: Record<string, Way>;
let close: () => Promise<void>;

beforeAll(async () => {
  api = await startSandbox();
  const direct = createDirectTransport({ connectionString: api.database.appUrl, poolSize: 2 });
  const { url, publishableKey } = api.lite;
  const through =
    (transport: Transport): Way =>
    async (name, input) => {
      try {
        return JSON.parse((await transport.call(name, { ...input }, ada.identity)).text) as unknown;
      } catch (failure) {
        if (!(failure instanceof Problem)) throw failure;
        const { code, status, context, errors } = failure;
        return { code, status, ...context, ...(errors && { errors }) };
      }
    };
  ways = {
    HTTP: async (name, input) => {
      const [method, path] =
        name === 'get_session_status'
          ? (['GET', '/api/session/status'] as const)
          : (['POST', `/api/session/${name.replace('_session', '')}`] as const);
      const { body } = await api.send(method, path, { as: ada, ...(method === 'POST' && { body: input }) });
      if (!('code' in body)) return body;
      const prose = ['type', 'title', 'detail', 'error', 'remedy', 'request_id'];
      return Object.fromEntries(Object.entries(body).filter(([field]) => !prose.includes(field)));
    },
    'the direct transport': through(direct),
    'the transport by supabase-js': through(createSupabaseTransport({ url, publishableKey })),
    'supabase-js rpc': async (name, input) => {
      const headers = { Authorization: `Bearer ${ada.accessToken}` };
      const client = createClient(url, publishableKey, {
        global: { headers },
        auth: { persistSession: false },
      });
      const { data, error } = await client.rpc(name, input);
      if (error === null) return data as unknown;
      const status = Number(error.code.replace('PT', ''));
      return { code: error.hint, status, ...(JSON.parse(error.details) as object) };
    },
  };
  close = () => direct.close();
});
afterAll(async () => {
  await close();
  await api.close();
});

/** What differs between two sessions of two customers. */
const withoutIdentity = (value: unknown): object[] =>
  JSON.parse(JSON.stringify(value), (name, inner: unknown) =>
    /(^id|_id|_by)$/.test(name) ? 'some' : inner,
  ) as object[];

test('every way answers and refuses a customer alike, in the same order of fields', async () => {
  const told: object[][] = [];
  await api.setClock('2026-05-01T00:00:00Z');
  for (const way of Object.values(ways)) {
    ada = await joinAs(api, 'ada');
    const answers: unknown[] = [await way('stop_session', {})];
    answers.push(await way('start_session', { description: 'Zoë 🦆 "' }));
    expect(startSession.output.safeParse(answers[1]).error).toBeUndefined();
    answers.push(await way('start_session', {}));
    answers.push(await way('start_session', { credits_per_minute: '5' }));
    await api.pass(59);
    answers.push(await way('get_session_status', {}));
    await api.pass(600);
    answers.push(await way('stop_session', {}));
    answers.push(await way('start_session', {}));
    told.push(withoutIdentity(answers));
    await api.setClock('2026-05-01T00:00:00Z');
  }
  const codes = told[0]?.map((answer) => ('code' in answer ? answer.code : undefined));
  const ok = undefined;
  expect(codes).toEqual([
    'session_not_found',
    ok,
    'session_already_active',
    'invalid_request',
    ok,
    ok,
    'insufficient_credits',
  ]);
  for (const each of told) expect(each).toEqual(told[0]);
  const answers = told.map((each) => JSON.stringify(each.filter((answer) => !('code' in answer))));
  expect(new Set(answers).size).toBe(1);
});
