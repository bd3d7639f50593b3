import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { StackProblem } from '../local/problem';

const PAGE = 'docs/operations/backup.md';

/** The commands of the page under that name, such as ```sh restore: all of its blocks, in order. */
function commandsOf(name: string): string {
  const page = readFileSync(PAGE, 'utf8');
  const blocks = [...page.matchAll(/^( *)```sh (\S+)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, , title]) => title === name)
    .map(([, indent = '', , text = '']) => text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
  if (blocks.length === 0) throw new StackProblem(`${PAGE} has no commands called "${name}".`);
  return blocks.join('\n');
}

/** Runs them as somebody would who copies them into a terminal; answers with what they printed. */
export function runCommands(name: string, folder: string, variables: Record<string, string>): string {
  const ran = spawnSync('bash', ['-euo', 'pipefail', '-c', `cd "$WHERE"\n${commandsOf(name)}`], {
    env: { ...process.env, ...variables, WHERE: folder },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  if (ran.status === 0) return ran.stdout;
  throw new StackProblem(`"${name}" of ${PAGE} ended with ${ran.status}:\n${ran.stdout}${ran.stderr}`);
}
