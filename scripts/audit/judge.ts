import { z } from 'zod';

/** What a report of `npm audit` means for a change: whether it may be taken. */

/** Advisories that were looked at and do not concern us, each with the reason and the day on which to look again. */
const accepted: Readonly<Record<string, { reason: string; until: string }>> = {};

const advisory = z.object({ title: z.string(), url: z.string(), severity: z.string() });
const report = z.object({
  auditReportVersion: z.number(),
  vulnerabilities: z.record(
    z.string(),
    z.object({ severity: z.string(), via: z.array(z.union([z.string(), advisory])) }),
  ),
});

export interface Verdict {
  /** `unknown`: the advisory service did not answer with a report. */
  outcome: 'good' | 'refused' | 'unknown';
  lines: string[];
}

/** High and critical advisories of what runs in production refuse; the rest is told. */
export function judge(output: string, today: string, exceptions = accepted): Verdict {
  const parsed = report.safeParse(parse(output));
  if (!parsed.success) {
    return { outcome: 'unknown', lines: [`The advisory service cannot be reached: ${reasonOf(output)}`] };
  }
  const lines = new Map<string, boolean>();
  for (const [name, { via }] of Object.entries(parsed.data.vulnerabilities)) {
    for (const found of via) {
      // A name stands for an advisory of another package, which is in the list itself.
      if (typeof found === 'string') continue;
      const exception = exceptions[found.url.split('/').at(-1) ?? ''];
      const isAccepted = exception !== undefined && today < exception.until;
      const refuses = ['high', 'critical'].includes(found.severity) && !isAccepted;
      const why = isAccepted ? `, accepted until ${exception.until}: ${exception.reason}` : '';
      lines.set(`${found.severity}: ${name}: ${found.title} (${found.url})${why}`, refuses);
    }
  }
  return {
    outcome: [...lines.values()].includes(true) ? 'refused' : 'good',
    lines: lines.size > 0 ? [...lines.keys()] : ['No advisory concerns what runs in production.'],
  };
}

function parse(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return null;
  }
}

function reasonOf(output: string): string {
  const told = z.object({ message: z.string() }).safeParse(parse(output));
  return told.success ? told.data.message : 'it gave no report';
}
