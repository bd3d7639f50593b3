import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { StackProblem } from '../local/problem';

export interface Answer {
  status: number;
  text: string;
  replayed: boolean;
}

const named = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });

/** A program with an API key. */
class Program {
  constructor(
    readonly url: string,
    readonly apiKey: string,
  ) {}

  async send(method: string, path: string, body?: unknown, key: string = randomUUID()): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: { 'x-api-key': this.apiKey, 'content-type': 'application/json', 'idempotency-key': key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      text: await response.text(),
      replayed: response.headers.get('idempotent-replayed') === 'true',
    };
  }

  async does(method: string, path: string, body?: unknown): Promise<string> {
    const { status, text } = await this.send(method, path, body);
    if (status >= 400) throw new StackProblem(`${method} ${path} answers ${status}: ${text}`);
    return text;
  }

  async first(path: string): Promise<string> {
    return named.parse(JSON.parse(await this.does('GET', path))).data[0]?.id ?? '';
  }
}

const BEFORE = { key: 'sent-before-the-backup', path: '/billing/credit' };
const topUp = (customer_id: string) => ({
  customer_id,
  amount: '12.34',
  description: 'Before the backup',
});

/** Something of everything that a ledger can hold, the last of it with a key to repeat it by. */
export async function moveEverything(url: string, apiKey: string): Promise<{ note: string; sent: Answer }> {
  const program = new Program(url, apiKey);
  const made = await program.does('POST', '/customers', { name: 'Restored', credit_limit: '500' });
  const { id: customer_id } = z.object({ id: z.string() }).parse(JSON.parse(made));
  const product_id = await program.first('/products?search=SUP-HOUR');
  const service = { service: 'calls', price_per_unit: '0.000002' };
  const moves: [string, unknown][] = [
    ['/billing/credit', { customer_id, amount: '250' }],
    ['/purchase', { customer_id, items: [{ product_id, quantity: 2 }], payment: { amount: '10' } }],
    ['/usage', { customer_id, units: '1234567', ...service }],
    ['/billing/runs', {}],
    ['/usage', { customer_id, units: '3', ...service }],
    [`/customers/${customer_id}/credits`, { credits: '1000', source: 'given' }],
    ['/session/start', { customer_id }],
    ['/holds', { customer_id, amount: '25' }],
    ['/debit-processor/trigger', {}],
    ['/webhook-endpoints', { url: 'https://example.com/webhooks' }],
  ];
  for (const [path, body] of moves) await program.does('POST', path, body);
  const sent = await program.send('POST', BEFORE.path, topUp(customer_id), BEFORE.key);
  if (sent.status >= 400)
    throw new StackProblem(`The top-up before the backup answers ${sent.status}: ${sent.text}`);
  return { note: `${moves.map(([path]) => path.split('/')[1]).join(', ')}`, sent };
}

/** Clients that top up and use without a pause, until a little after they are asked to stop; then, how much was done. */
export async function keepWriting(url: string, apiKey: string): Promise<{ stop(): Promise<number> }> {
  const program = new Program(url, apiKey);
  const customer_id = await program.first('/customers?search=Restored');
  let isOver = false;
  let written = 0;
  const write = async () => {
    while (!isOver) {
      await program.does('POST', '/billing/credit', { customer_id, amount: '0.01' });
      await program.does('POST', '/usage', {
        customer_id,
        units: '1',
        service: 'calls',
        price_per_unit: '0.000002',
      });
      written += 2;
    }
  };
  const writers = [write(), write(), write()];
  const until = async (count: number) => {
    while (written < count) await new Promise((settled) => setTimeout(settled, 20));
  };
  await until(6);
  return {
    async stop() {
      await until(written + 6);
      isOver = true;
      await Promise.all(writers);
      return written;
    },
  };
}

/** On the copy: what was sent before the backup is answered as it was then, and what is new is carried out. */
export async function repeatWhatWasSent(url: string, apiKey: string, sent: Answer): Promise<string> {
  const program = new Program(url, apiKey);
  const customer_id = await program.first('/customers?search=Restored');
  const again = await program.send('POST', BEFORE.path, topUp(customer_id), BEFORE.key);
  if (again.text !== sent.text || again.status !== sent.status || !again.replayed)
    throw new StackProblem(
      `What was sent before the backup is answered otherwise:\n${sent.text}\n${again.text}`,
    );
  await program.does('POST', '/billing/credit', { customer_id, amount: '1' });
  await program.does('POST', '/session/stop', { customer_id });
  const signedIn = await program.send('POST', '/auth/login', {
    email: 'demo@drawdown.test',
    password: 'drawdown-demo',
  });
  if (signedIn.status !== 200)
    throw new StackProblem(`Signing in answers ${signedIn.status}: ${signedIn.text}`);
  const { ok } = z.object({ ok: z.boolean() }).parse(JSON.parse(await program.does('GET', '/ledger/proof')));
  if (!ok) throw new StackProblem('The proof of the copy finds something.');
  return 'starts, signs in, repeats an answer, takes a payment, stops the session, and proves';
}
