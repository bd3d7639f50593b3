import { spawnSync } from 'node:child_process';
import { parse } from 'yaml';
import { z } from 'zod';
import { StackProblem } from '../local/problem';

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const command = z.union([z.array(z.string()), z.null()]).optional();

const composeService = z.object({
  image: z.string(),
  build: z.object({ target: z.string() }).optional(),
  command,
  environment: z.record(z.string(), scalar.nullable()).default({}),
  profiles: z.array(z.string()).default([]),
  volumes: z
    .array(
      z.union([
        z.string().transform((text) => {
          const [source = '', target = ''] = text.split(':');
          return { source, target };
        }),
        z.object({ source: z.string(), target: z.string() }),
      ]),
    )
    .default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.union([z.array(z.string()), z.string()]).optional() }).optional(),
  ports: z.array(z.unknown()).default([]),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).default([]),
});

export type ComposeService = z.output<typeof composeService>;
export type Compose = Map<string, ComposeService>;

/** docker-compose.yml as Compose itself understands it, with these variables and no others. No engine is asked. */
export function readCompose(variables: Record<string, string> = {}): Compose {
  const env: NodeJS.ProcessEnv = {
    NODE_ENV: 'production',
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '/',
    ...variables,
  };
  const known = [['docker', 'compose'], ['docker-compose']].find(
    ([program = '', ...rest]) => spawnSync(program, [...rest, 'version'], { env }).status === 0,
  );
  if (!known)
    throw new StackProblem('There is no Docker Compose. On Debian: apt-get install docker-compose.');
  const [program = '', ...rest] = known;
  const ran = spawnSync(program, [...rest, '--profile', 'external', 'config'], { env, encoding: 'utf8' });
  if (ran.status !== 0)
    throw new StackProblem(`${known.join(' ')} config refuses docker-compose.yml:\n${ran.stderr}`);
  const { services } = z
    .object({ services: z.record(z.string(), composeService) })
    .parse(parse(ran.stdout, { merge: true }));
  return new Map(Object.entries(services));
}

/** Those without a profile, each after all that it waits for. */
export function startOrder(compose: Compose): string[] {
  const order: string[] = [];
  const visit = (name: string) => {
    if (order.includes(name)) return;
    for (const earlier of Object.keys(compose.get(name)?.depends_on ?? {})) visit(earlier);
    order.push(name);
  };
  for (const [name, { profiles }] of compose) if (profiles.length === 0) visit(name);
  return order;
}
