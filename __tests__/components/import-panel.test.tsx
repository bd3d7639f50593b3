import { axe } from './support/accessible';
import './support/layout';
import { configure, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ImportPanel } from '@/components/imports/import-panel';
import type { ImportPreview, PreviewRow } from '@/lib/imports/preview';
import { failureOf, invalidForm, type ActionResult } from '@/lib/ui/action-result';

// Each answer shows a table and as many lists as the file has columns: on a busy machine that takes a while.
configure({ asyncUtilTimeout: 10_000 });

const good: PreviewRow = { line: 2, cells: ['Ada', 'A-1'], outcome: 'would_create', id: null, problems: [] };
const bad: PreviewRow = {
  line: 3,
  cells: ['', 'A-2'],
  outcome: 'invalid',
  id: null,
  problems: [{ field: 'name', message: 'must not be empty' }],
};
const preview: ImportPreview = {
  noun: 'customers',
  columns: [
    { header: 'Name', field: 'name' },
    { header: 'Number', field: 'external_id' },
    { header: 'Notes', field: null },
  ],
  fields: ['name', 'external_id'],
  readAs: null,
  good: 1,
  duplicates: 0,
  invalid: 0,
  created: 0,
  rows: [good],
  hidden: 0,
};
const withBad: ImportPreview = { ...preview, invalid: 1, rows: [bad, good] };
const done: ImportPreview = {
  ...preview,
  created: 1,
  rows: [{ ...good, outcome: 'created', id: '0196c1f0-0000-7000-8000-000000000001' }],
};

/** The server's side: answers in order, and keeps what was sent. */
function answering(...answers: (ActionResult<ImportPreview> | Error)[]) {
  const sent: FormData[] = [];
  const action = (form: FormData) => {
    sent.push(form);
    const answer = answers[sent.length - 1];
    if (answer === undefined) throw new Error('asked more often than expected');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { sent, action };
}

const ok = (data: ImportPreview): ActionResult<ImportPreview> => ({ ok: true, data });
const file = (text = 'name\nAda', name = 'customers.csv') => new File([text], name, { type: 'text/csv' });

function show(looking: ReturnType<typeof answering>, running = answering()) {
  const user = userEvent.setup();
  const view = render(<ImportPanel noun="customers" preview={looking.action} run={running.action} />);
  return { user, ...view };
}

const choose = () => screen.getByLabelText(/Choose a CSV file/);

test('a file is looked at before anything can be imported, and imported once with one key', async () => {
  const looking = answering(ok(preview));
  const running = answering(new Error('lost'), ok(done));
  const { user, container } = show(looking, running);
  expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull();
  await user.upload(choose(), file());
  expect(await screen.findByText('1 row can be imported. Nothing is written yet.')).toBeVisible();
  expect(await axe(container)).toHaveNoViolations();

  await user.click(screen.getByRole('button', { name: 'Import 1 customer' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('The server did not answer');
  await user.click(screen.getByRole('button', { name: 'Import 1 customer' }));
  expect(await screen.findByText('1 customer is imported')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Ada' })).toHaveAttribute(
    'href',
    '/customers/0196c1f0-0000-7000-8000-000000000001',
  );
  const [first, second] = running.sent.map((form) => form.get('idempotency_key'));
  expect(first).toMatch(/^all-/);
  expect(second).toBe(first);
  expect(running.sent[1]?.getAll('column')).toEqual(['name', 'external_id', '']);
  expect(screen.queryByRole('button', { name: /^Import/ })).toBeNull();
  expect(await axe(container)).toHaveNoViolations();
});

test('rows that are not good keep all from being imported, unless somebody says to leave them out', async () => {
  const running = answering(ok(done));
  const { user } = show(answering(ok(withBad)), running);
  await user.upload(choose(), file());
  expect(await screen.findByText('Name must not be empty.')).toBeVisible();
  const button = screen.getByRole('button', { name: 'Import 1 customer' });
  expect(button).toBeDisabled();
  await user.click(screen.getByRole('checkbox', { name: 'Leave out the row that is not good' }));
  await user.click(button);
  await screen.findByText('1 customer is imported');
  expect(running.sent[0]?.get('skip_invalid')).toBe('true');
});

test('a column that is given another field is looked at again, and a field is of one column', async () => {
  const looking = answering(ok(preview), ok({ ...preview, columns: preview.columns }));
  const { user } = show(looking);
  await user.upload(choose(), file());
  (await screen.findByRole('combobox', { name: 'Notes' })).focus();
  await user.keyboard('N');
  await waitFor(() => expect(looking.sent).toHaveLength(2));
  expect(looking.sent[1]?.getAll('column')).toEqual(['', 'external_id', 'name']);
});

test('a file can be dropped, and one that cannot be read says why', async () => {
  const looking = answering(invalidForm({ file: 'is a workbook: save the sheet as CSV and choose that' }));
  show(looking);
  fireEvent.drop(choose().closest('label') ?? choose(), {
    dataTransfer: { files: [file('PK', 'book.xlsx')] },
  });
  expect(await screen.findByRole('alert')).toHaveTextContent(
    'The file is a workbook: save the sheet as CSV and choose that.',
  );
  expect(looking.sent[0]?.get('file')).toBeInstanceOf(File);
  expect(choose()).toBeInvalid();
});

test('a file that is too large is not sent at all', async () => {
  const looking = answering();
  const { user } = show(looking);
  await user.upload(choose(), file('x'.repeat(1_000_001)));
  expect(await screen.findByRole('alert')).toHaveTextContent('The file must be at most 1 MB.');
  expect(looking.sent).toEqual([]);
});

test('what was taken meanwhile is told, and looking again shows which rows it concerns', async () => {
  const running = answering(failureOf('invalid_request', { 'customers/0/external_id': 'is taken already' }));
  const { user } = show(answering(ok(preview), ok(withBad)), running);
  await user.upload(choose(), file());
  await user.click(await screen.findByRole('button', { name: 'Import 1 customer' }));
  await user.click(await screen.findByRole('button', { name: 'Look again' }));
  expect(await screen.findByText('Name must not be empty.')).toBeVisible();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a refusal is told, and the preview stays', async () => {
  const { user } = show(answering(ok(preview)), answering(failureOf('permission_denied')));
  await user.upload(choose(), file());
  await user.click(await screen.findByRole('button', { name: 'Import 1 customer' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('Ask an owner or admin of the business');
  expect(screen.getByText('1 row can be imported. Nothing is written yet.')).toBeVisible();
});
