import { spawnSync } from 'node:child_process';
import type { Account } from '../local/postgres-files';
import { StackProblem } from '../local/problem';

const NAME = 'drawdown-rehearsal';

/** As root: a user without rights, as `node` is in the images. Otherwise: whoever asks. */
export function rehearsalAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => spawnSync('id', [flag, NAME], { encoding: 'utf8' });
  if (id('-u').status !== 0) {
    const made = spawnSync(
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        NAME,
      ],
      { encoding: 'utf8' },
    );
    if (made.status !== 0) throw new StackProblem(`The user ${NAME} could not be made:\n${made.stderr}`);
  }
  return { uid: Number(id('-u').stdout), gid: Number(id('-g').stdout) };
}

export function giveTo(account: Account | null, ...folders: string[]): void {
  if (account && process.getuid?.() === 0)
    spawnSync('chown', ['--recursive', '--no-dereference', `${account.uid}:${account.gid}`, ...folders]);
}
