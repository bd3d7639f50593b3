import { DEMO } from '../local/stack';
import { StackProblem } from '../local/problem';
import type { Container } from './engine';

/** What `migrate` printed for whoever tries it out. */
const keyIn = (said: string): string => /\bsk_\S+/.exec(said)?.[0] ?? '';

/** Signs in, reads the balances with the printed key, opens a page with its static files, and asks who runs the jobs. */
export async function useApp(appUrl: string, apiUrl: string, said: string): Promise<string> {
  const signedIn = await fetch(`${appUrl}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(DEMO),
  });
  if (!signedIn.ok) throw new StackProblem(`Signing in answers ${signedIn.status}: ${await signedIn.text()}`);
  const customers = await fetch(`${appUrl}/api/customers`, { headers: { 'x-api-key': keyIn(said) } });
  const { data } = (await customers.json()) as { data: unknown[] };
  if (!customers.ok || data.length === 0) throw new StackProblem(`The customers answer ${customers.status}.`);
  const page = await fetch(`${appUrl}/sign-in`);
  const styles = /\/_next\/static\/\S+?\.css/.exec(await page.text())?.[0] ?? '/no-styles';
  for (const path of [styles, '/openapi.json', '/api/health']) {
    const answer = await fetch(`${appUrl}${path}`);
    if (!answer.ok) throw new StackProblem(`${path} answers ${answer.status}.`);
  }
  const studio = await fetch(apiUrl);
  if (!studio.ok) throw new StackProblem(`Studio answers ${studio.status}.`);
  const health = (await (await fetch(`${appUrl}/api/health`)).json()) as { scheduler?: string };
  return `signed in, ${data.length} customers, a page with its styles, jobs by the ${health.scheduler}`;
}

/** Each is asked to end while the app has a stream and a request open: all do, in time, and without an error. */
export async function stopsInOrder(running: Container[], appUrl: string, said: string): Promise<string> {
  const headers = { 'x-api-key': keyIn(said) };
  const stream = await fetch(`${appUrl}/api/live`, { headers });
  const reader = stream.body?.getReader();
  await reader?.read();
  const asked = Array.from({ length: 20 }, () =>
    fetch(`${appUrl}/api/customers`, { headers }).then(
      ({ status }) => status,
      () => 0,
    ),
  );
  // One is answered: the others have been let in.
  await Promise.race(asked);
  const started = Date.now();
  const notes: string[] = [];
  for (const name of ['app', 'jobs', 'lite']) {
    const container = running.find((each) => each.name === name);
    container?.signal('SIGTERM');
    const code = await Promise.race([
      container?.exited,
      new Promise<'late'>((settled) => setTimeout(() => settled('late'), 20_000).unref()),
    ]);
    if (code !== 0 && code !== 143)
      throw new StackProblem(`${name} answers SIGTERM with ${code}. It said:\n${container?.output()}`);
    notes.push(`${name} after ${((Date.now() - started) / 1000).toFixed(1)} s`);
  }
  await reader?.cancel().catch(() => undefined);
  const lost = (await Promise.all(asked)).filter((status) => status !== 200).length;
  return `${notes.join(', ')}; ${20 - lost} of 20 requests under way answered`;
}
