import { startApp, type Mode } from './app';
import { onInterrupt } from './interrupt';
import { choosePort, isPortFree, parsePort, portNote } from './ports';
import { StackProblem } from './problem';
import { signalGroup, type Service } from './processes';
import { claimRun } from './run-lock';
import { namesProject, readSettings } from './settings';
import { DEMO, DEMO_CUSTOMER, prepareHome, startStack, type LocalStack } from './stack';
import { block, bold, mailBlock, progressLines } from './terminal';

const PREFERRED_PORT = 3000;

/** `npm run dev` and `npm start`: the local stack, unless a Supabase project is named, then Next. */
export async function run(mode: Mode): Promise<void> {
  const settings = readSettings(mode);
  const home = prepareHome(settings['DRAWDOWN_HOME'] ?? '.local');
  const services: Service[] = [];
  const interrupt = onInterrupt(() => services.forEach((service) => service.kill()));
  process.on('exit', () => services.forEach((service) => signalGroup(service.pid, 'SIGINT')));
  const progress = progressLines(interrupt.checkpoint);
  const isLocal = !namesProject(settings);

  console.log(`\n${bold('Drawdown')}${mode === 'production' ? ', production build' : ''}\n`);
  const lock = await claimRun(home, (line) => progress.line(line));
  let stack: LocalStack | null = null;
  try {
    const port = await appPort(settings['PORT']);
    // .env.local may name the address of a deployment; the local stack's own is on this machine.
    const appUrl = (isLocal ? process.env : settings)['APP_URL']?.trim() || `http://localhost:${port}`;
    lock.announce(appUrl);
    const onSpawn = (service: Service) => {
      services.push(service);
      lock.add(service);
    };
    if (isLocal) {
      const onMail = (mail: Parameters<typeof mailBlock>[0]) => console.log(mailBlock(mail, appUrl));
      stack = await startStack({ home, appUrl, progress, onMail, onSpawn });
    } else {
      progress.line(`Using the Supabase project at ${settings['SUPABASE_URL']}; the local stack stays off.`);
    }
    // A server with sample data and known passwords is for this machine alone; a real one is for everybody.
    const host = settings['HOST']?.trim() || (isLocal ? '127.0.0.1' : '0.0.0.0');
    const env = { ...settings, APP_URL: appUrl, ...stack?.env };
    const app = await progress.step('Next.js', async () => {
      const result = await startApp({ mode, port, host, env, onSpawn });
      return { result, note: portNote(port, parsePort('PORT', settings['PORT'], PREFERRED_PORT)) };
    });
    console.log(`\n${welcome(appUrl, stack)}\n`);
    const ended = await Promise.race([
      interrupt.asked,
      app.exited.then(() => app),
      ...(stack ? [stack.ended] : []),
    ]);
    await app.stop();
    if (ended) throw new StackProblem(`${ended.name} ended unexpectedly, so everything was stopped.`);
  } finally {
    await stack?.stop();
    for (const service of services.reverse()) await service.stop();
    lock.release();
    if (stack) console.log('  Stopped.');
  }
}

async function appPort(wanted: string | undefined): Promise<number> {
  const port = parsePort('PORT', wanted, PREFERRED_PORT);
  if (!wanted) return choosePort(port);
  if (await isPortFree(port)) return port;
  throw new StackProblem(
    `Port ${port}, which PORT asks for, is in use. Stop what uses it, or choose another.`,
  );
}

function welcome(appUrl: string, stack: LocalStack | null): string {
  const rows: [string, string][] = [
    ['Dashboard', bold(appUrl)],
    ['API', `${appUrl}/api`],
  ];
  if (stack) rows.push(['Supabase', `${stack.apiUrl} (Auth, REST)`], ['Studio', stack.apiUrl]);
  if (stack?.demo.hasUser)
    rows.push(
      ['Sign in', `${bold(DEMO.email)} with the password ${bold(DEMO.password)}`],
      ['Portal', `${appUrl}/portal, as ${bold(DEMO_CUSTOMER)} with the same password`],
    );
  if (stack?.demo.apiKey) {
    rows.push(['API key', stack.demo.apiKey]);
    rows.push(['Try', `curl -H "x-api-key: ${stack.demo.apiKey}" ${appUrl}/api/customers`]);
  }
  rows.push(['Stop', 'Ctrl-C; the data stays, "npm run reset" drops it']);
  return block(rows);
}
