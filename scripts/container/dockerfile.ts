import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { z } from 'zod';
import { StackProblem } from '../local/problem';

export interface Stage {
  /** The image or the stage that it begins with. */
  from: string;
  env: Record<string, string>;
  user: string;
  copies: { from: string | null; sources: string[]; target: string }[];
  runs: string[];
  command: string[];
  healthcheck: string[];
}

const words = z.array(z.string());

/** As much of a Dockerfile as ours has; anything else in it is refused, so that nothing is passed over. */
export function readDockerfile(text: string): Map<string, Stage> {
  const stages = new Map<string, Stage>();
  let stage: Stage | null = null;
  const lines = text.replaceAll(/\\\n\s*/g, ' ').split('\n');
  for (const line of lines.map((each) => each.trim())) {
    const [, instruction = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (line === '' || line.startsWith('#') || instruction === 'ARG') continue;
    if (instruction === 'FROM') {
      const [, from = '', name = ''] = /^(\S+) AS (\S+)$/.exec(rest) ?? [];
      const base = stages.get(from);
      stage = {
        from,
        env: { ...base?.env },
        user: base?.user ?? 'root',
        copies: [],
        runs: [],
        command: base?.command ?? [],
        healthcheck: base?.healthcheck ?? [],
      };
      stages.set(name, stage);
    } else if (stage) addTo(stage, instruction, rest);
    else throw new StackProblem(`Dockerfile: "${line}" comes before the first stage.`);
  }
  return stages;
}

function addTo(stage: Stage, instruction: string, rest: string): void {
  switch (instruction) {
    case 'ENV':
      for (const [, name = '', value = ''] of rest.matchAll(/([A-Z_]+)=(\S+)/g)) stage.env[name] = value;
      return;
    case 'USER':
      stage.user = rest;
      return;
    case 'RUN':
      stage.runs.push(rest);
      return;
    case 'COPY': {
      const [, from = null, paths = ''] = /^(?:--from=(\S+) )?(.*)$/.exec(rest) ?? [];
      const sources = paths.split(/\s+/);
      const target = sources.pop() ?? '';
      stage.copies.push({ from, sources, target });
      return;
    }
    case 'CMD':
      stage.command = words.parse(JSON.parse(rest));
      return;
    case 'HEALTHCHECK':
      stage.healthcheck = words.parse(JSON.parse(rest.slice(rest.indexOf('CMD ') + 4)));
      return;
    case 'WORKDIR':
    case 'EXPOSE':
      return;
    default:
      throw new StackProblem(`Dockerfile: the rehearsal does not know ${instruction}.`);
  }
}

/** The files of a folder that `docker build` would be given, by its .dockerignore. */
export function contextOf(folder: string): string[] {
  const patterns = readFileSync(join(folder, '.dockerignore'), 'utf8')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  // The last that matches decides; with a "!" it takes back what was left out before it.
  const isIgnored = (path: string) => {
    const last = patterns.findLast((pattern) => matchesGlob(path, pattern.replace(/^!/, '')));
    return last !== undefined && !last.startsWith('!');
  };
  const walk = (below: string): string[] =>
    readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (isIgnored(path)) return [];
      return entry.isDirectory() ? walk(path) : [path];
    });
  return walk('');
}
