import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseError } from 'pg';
import { mailReader, type CapturedMail } from '@/scripts/local/mail';
import { explain, readMigrations, refuseChangedHistory } from '@/scripts/local/migrations';
import { anyFreePort, choosePort, isPortFree, parsePort } from '@/scripts/local/ports';
import { isServerOf, parsePostmasterPid } from '@/scripts/local/postgres';
import { isAlive, processIdentity } from '@/scripts/local/processes';
import { claimRun } from '@/scripts/local/run-lock';
import { namesProject } from '@/scripts/local/settings';

describe('the choice of a port', () => {
  test('is the preferred one when it is free', async () => {
    await expect(choosePort(3000, async () => true)).resolves.toBe(3000);
  });

  test('is the next free one when others are in use', async () => {
    await expect(choosePort(3000, async (port) => port >= 3003)).resolves.toBe(3003);
  });

  test('says so when none of the next hundred is free', async () => {
    await expect(choosePort(3000, async () => false)).rejects.toThrow('Ports 3000 to 3099 are all in use.');
  });

  test.each(['127.0.0.1', '::'])('sees a listener on %s', async (host) => {
    const port = await anyFreePort();
    await expect(isPortFree(port)).resolves.toBe(true);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    await expect(isPortFree(port)).resolves.toBe(false);
    await new Promise((resolve) => server.close(resolve));
  });

  test.each(['x', '0', '70000', '80.5'])('refuses PORT=%s in a sentence', (value) => {
    expect(() => parsePort('PORT', value, 3000)).toThrow(`PORT is "${value}". It must be a port number`);
  });
});

describe('the processes of an earlier run', () => {
  test('are told apart from a later process with the same id', async () => {
    const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
    const pid = child.pid ?? 0;
    const identity = processIdentity(pid);
    expect(identity).toMatch(new RegExp(`^${pid} `));
    expect(processIdentity(pid)).toBe(identity);
    expect(processIdentity(process.pid)).not.toBe(identity);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(isAlive(pid)).toBe(false);
    expect(processIdentity(pid)).toBeNull();
  });

  test.each([
    ['12345\n/data\n1795245288\n54322\n', 12345],
    ['', null],
    ['garbage\n', null],
    ['1\n', null],
  ])('are read from postmaster.pid: %j names %p', (text, pid) => {
    expect(parsePostmasterPid(text)).toBe(pid);
  });

  test('count as a server only on exactly this data folder', () => {
    expect(
      isServerOf(
        '/native/bin/postgres -D /home/me/.local/postgres -c port=54322',
        '/home/me/.local/postgres',
      ),
    ).toBe(true);
    expect(isServerOf('/native/bin/postgres -D /home/me/.local/postgres2', '/home/me/.local/postgres')).toBe(
      false,
    );
    expect(isServerOf('vim /home/me/.local/postgres', '/home/me/.local/postgres')).toBe(false);
  });
});

describe('the lock of a run', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drawdown-lock-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('lets one run at a time work on a folder, and says where the other is', async () => {
    const lock = await claimRun(folder, () => undefined);
    lock.announce('http://localhost:3000');
    await expect(claimRun(folder, () => undefined)).rejects.toThrow(
      `Drawdown is running already at http://localhost:3000 (process ${process.pid}).`,
    );
    lock.release();
    (await claimRun(folder, () => undefined)).release();
  });

  test('ends what a killed run left running, and nothing that merely has its process id', async () => {
    const left = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true });
    const stranger = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { detached: true });
    const ended = new Promise((resolve) => left.once('exit', resolve));
    const services = [
      { name: 'Supabase Lite', pid: left.pid, identity: processIdentity(left.pid ?? 0) },
      { name: 'Next.js', pid: stranger.pid, identity: `${stranger.pid} another start` },
    ];
    writeFileSync(join(folder, 'run.json'), JSON.stringify({ owner: '999999999 gone', services }));
    const said: string[] = [];
    (await claimRun(folder, (line) => said.push(line))).release();
    await ended;
    expect(said).toEqual(['Ended what an earlier run had left behind.']);
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill('SIGKILL');
  });

  test('is free again after a run that was cut off while it wrote its notes', async () => {
    writeFileSync(join(folder, 'run.json'), '{"owner":"12');
    (await claimRun(folder, () => undefined)).release();
  });
});

describe('migrations', () => {
  const migration = {
    version: '1',
    name: 'one',
    file: '1_one.sql',
    sql: 'create table a ();\ncreate table b ();\n',
  };

  test('pass when the history is the files, however the Supabase CLI split them', () => {
    refuseChangedHistory([migration], new Map([['1', [migration.sql]]]));
    refuseChangedHistory([migration], new Map([['1', ['create table a ()', 'create table b ()']]]));
  });

  test('are refused, with the way out, when an applied file has changed or gone', () => {
    const history = new Map([['1', ['create table other ()']]]);
    expect(() => refuseChangedHistory([migration], history)).toThrow(/1_one\.sql has changed.*npm run reset/);
    expect(() => refuseChangedHistory([], history)).toThrow(/migration 1 is gone.*npm run reset/);
  });

  test('that fail are reported with file and line', () => {
    const error = new DatabaseError('relation "missing" does not exist', 1, 'error');
    error.position = '21';
    expect(explain('1_one.sql', 'select 1;\nselect 2;\nselect * from missing;', error)).toBe(
      '1_one.sql, line 3: relation "missing" does not exist\n    select * from missing;',
    );
  });

  test('of this project are in the order of their versions, each version once', () => {
    const versions = readMigrations('supabase/migrations').map((each) => each.version);
    expect(versions.length).toBeGreaterThan(0);
    expect(versions).toEqual([...new Set(versions)].sort());
  });
});

describe('mails of the local stack', () => {
  function read(output: string): CapturedMail[] {
    const mails: CapturedMail[] = [];
    const onLine = mailReader((mail) => mails.push(mail));
    for (const line of output.split('\n')) onLine(line);
    return mails;
  }

  test('are found between other output, with a link that the app understands', () => {
    const link =
      'http://localhost:3000/auth/v1/verify?token=abc123&type=recovery&redirect_to=http%3A%2F%2Flocalhost';
    const output = [
      'noise',
      '[@supabase/lite] email captured (not delivered)',
      'To: someone@example.test',
      'Subject: Reset Your Password',
      '',
      'Reset your password with this code: 123456',
      '',
      `Or follow this link: ${link}`,
      'more noise',
    ];
    expect(read(output.join('\n'))).toEqual([
      {
        to: 'someone@example.test',
        subject: 'Reset Your Password',
        code: '123456',
        path: '/auth/confirm?token_hash=abc123&type=recovery',
      },
    ]);
  });

  test('are not made up from output that merely looks like one', () => {
    expect(
      read('To: someone@example.test\nSubject: Reset\nReset your password with this code: 123456'),
    ).toEqual([]);
  });
});

test('the local stack stays off as soon as a Supabase project is named, and only then', () => {
  expect(namesProject({ SUPABASE_URL: 'https://project.supabase.co' })).toBe(true);
  expect(namesProject({ SUPABASE_URL: ' ' })).toBe(false);
  expect(namesProject({})).toBe(false);
});
