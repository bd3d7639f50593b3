import { SignJWT } from 'jose';
import type { TestUser } from '../../helpers/callers';
import { closeHub, LiveReader, openHub } from '../../helpers/live';
import { serve } from './server';
import { startApi, type ApiStage } from './stage';

export interface Asked {
  /** A user, an API key, or nobody. */
  as?: TestUser | string | null;
  query?: Record<string, string>;
  headers?: Record<string, string>;
}

/** The API with its streams: each is left with `everybodyLeaves`. */
export class LiveStage {
  readonly #open: LiveReader[] = [];

  private constructor(readonly api: ApiStage) {}

  static async start(): Promise<LiveStage> {
    const api = await startApi();
    openHub(api.database.appUrl);
    return new LiveStage(api);
  }

  async close(): Promise<void> {
    await closeHub();
    await this.api.close();
  }

  everybodyLeaves(): void {
    this.#open.splice(0).forEach((reader) => reader.leave());
  }

  ask({ as = this.api.owner, query = {}, headers = {} }: Asked, signal?: AbortSignal): Promise<Response> {
    const credentials: Record<string, string> =
      as === null ? {} : { authorization: `Bearer ${typeof as === 'string' ? as : as.accessToken}` };
    const url = new URL(`http://localhost:3000/api/live?${new URLSearchParams(query).toString()}`);
    return serve(new Request(url, { headers: { ...credentials, ...headers }, ...(signal && { signal }) }));
  }

  async follow(asked: Asked = {}): Promise<LiveReader> {
    const abort = new AbortController();
    const response = await this.ask(asked, abort.signal);
    if (response.status !== 200 || response.body === null) throw new Error(await response.text());
    const reader = new LiveReader(response.body, abort).follow();
    this.#open.push(reader);
    return reader;
  }

  async refusal(asked: Asked): Promise<[number, unknown]> {
    const response = await this.ask(asked);
    return [response.status, ((await response.json()) as { code: unknown }).code];
  }

  async addCustomer(): Promise<string> {
    const { body } = await this.api.send('POST', '/api/customers', { body: { name: 'Ada' } });
    return String(body['id']);
  }

  async credit(customerId: string): Promise<void> {
    await this.api.send('POST', '/api/billing/credit', { body: { customer_id: customerId, amount: '1' } });
  }

  async makeKey(scopes?: string[]): Promise<{ id: string; key: string }> {
    const { body } = await this.api.send('POST', '/api/api-keys', { body: { name: 'Program', scopes } });
    return { id: String(body['id']), key: String(body['key']) };
  }

  async addMember(role: string): Promise<TestUser> {
    const user = await this.api.signUp(role);
    await this.api.database.admin.query(
      'insert into public.memberships (business_id, user_id, role) values ($1, $2, $3)',
      [this.api.owner.businessId, user.id, role],
    );
    return user;
  }

  /** Makes that user the one who signs in as the customer; nobody, with null. */
  async link(customerId: string, user: TestUser | null): Promise<void> {
    await this.api.database.admin.query('update public.customers set user_id = $2 where id = $1', [
      customerId,
      user?.id,
    ]);
  }

  async customerWithLogin(): Promise<{ id: string; user: TestUser }> {
    const [id, user] = [await this.addCustomer(), await this.api.signUp('customer')];
    await this.link(id, user);
    return { id, user };
  }

  /** A token of Supabase Auth for that user, which ends after so many seconds. */
  async tokenOf(user: TestUser, seconds: number): Promise<TestUser> {
    const exp = Math.floor(Date.now() / 1000) + seconds;
    const accessToken = await new SignJWT({ ...user.identity.claims, exp })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode(this.api.lite.jwtSecret));
    return { ...user, accessToken };
  }
}
