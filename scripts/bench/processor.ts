import { readdirSync, readFileSync } from 'node:fs';
import type { Client } from 'pg';

const TICKS_PER_SECOND = 100;

/**
 * Seconds of a core that a server has used since it started, by the count of Linux. Unlike the time that passes, it says
 * little of what else the machine is doing.
 */
export async function processorSeconds(admin: Client): Promise<number> {
  const { rows } = await admin.query<{ pid: string }>(
    `select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`,
  );
  const postmaster = rows[0]?.pid ?? '';
  for (;;) {
    const { children, ticks } = look(postmaster);
    // One that ended meanwhile was counted twice, or not at all.
    if (look(postmaster).children === children) return ticks / TICKS_PER_SECOND;
  }
}

function look(postmaster: string): { children: string; ticks: number } {
  const children: string[] = [];
  let ticks = 0;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const fields = fieldsOf(pid);
    // Of the postmaster also that of the processes that have ended: those of earlier connections.
    if (pid === postmaster) ticks += sum(fields.slice(11, 15));
    else if (fields[1] === postmaster) {
      children.push(pid);
      ticks += sum(fields.slice(11, 13));
    }
  }
  return { children: children.join(' '), ticks };
}

/** What /proc says of a process behind its name, which may have spaces: its state, its parent, … */
function fieldsOf(pid: string): string[] {
  try {
    return (readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop() ?? '').split(' ');
  } catch {
    return [];
  }
}

function sum(fields: string[]): number {
  return fields.reduce((total, field) => total + Number(field), 0);
}
