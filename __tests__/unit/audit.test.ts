import { readFileSync } from 'node:fs';
import { judge } from '@/scripts/audit/judge';

const finding = (severity: string, id = 'GHSA-aaaa-bbbb-cccc') => ({
  severity,
  via: [
    { title: 'Something bad', url: `https://github.com/advisories/${id}`, severity, source: 1, range: '<2' },
  ],
});
const report = (vulnerabilities: object) =>
  JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });
const today = '2026-11-21';

test.each([
  ['nothing', {}, 'good'],
  ['what is moderate or low', { a: finding('moderate'), b: finding('low') }, 'good'],
  ['what is high', { a: finding('high') }, 'refused'],
  ['what is critical', { a: finding('critical') }, 'refused'],
  ['a package that is only named for carrying another', { a: { severity: 'high', via: ['b'] } }, 'good'],
])('on a report of %s a change is judged as it has to be', (_what, vulnerabilities, outcome) => {
  expect(judge(report(vulnerabilities), today).outcome).toBe(outcome);
});

test('what was looked at and accepted is accepted until its day', () => {
  const exceptions = { 'GHSA-aaaa-bbbb-cccc': { reason: 'never called', until: '2026-12-01' } };
  const text = report({ a: finding('high') });
  expect(judge(text, today, exceptions)).toMatchObject({
    outcome: 'good',
    lines: [expect.stringContaining('accepted until 2026-12-01: never called')],
  });
  expect(judge(text, '2026-12-01', exceptions).outcome).toBe('refused');
});

test.each(['', 'npm ERR! network', '{"message":"405 Method Not Allowed"}', '{}'])(
  'without the service nothing is known, and nothing refused: %j',
  (output) => {
    expect(judge(output, today).outcome).toBe('unknown');
  },
);

test('the lock names no registry, and holds every package that all systems install to its hash', () => {
  const lock = readFileSync('package-lock.json', 'utf8');
  expect(lock).not.toMatch(/"resolved":/);
  expect(lock).not.toMatch(/registry\.npmjs|localhost|127\.0\.0\.1/);
  const { packages } = JSON.parse(lock) as {
    packages: Record<string, { integrity?: string; link?: boolean; optional?: boolean }>;
  };
  // The builds for other systems are added without one where a mirror lacks them: see CONTRIBUTING.md.
  const unproven = Object.entries(packages).filter(
    ([path, { integrity, link, optional }]) =>
      path.startsWith('node_modules/') && link !== true && optional !== true && integrity === undefined,
  );
  expect(unproven.map(([path]) => path)).toEqual([]);
});
