'use client';

import { Download } from 'lucide-react';
import { unstable_rethrow } from 'next/navigation';
import { useId, useRef, useState, useTransition } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { importFields, type ImportNoun } from '@/lib/imports/nouns';
import type { ImportPreview } from '@/lib/imports/preview';
import type { ActionFailure, ActionResult } from '@/lib/ui/action-result';
import { asSentence, remedyOf } from '@/lib/ui/failure-copy';
import { noAnswer } from '@/lib/ui/use-answer';
import { randomUuid } from '@/lib/ui/uuid';
import { FileDrop } from './file-drop';
import { ImportColumns } from './import-columns';
import { ImportPreviewCard } from './import-preview-card';
import { ImportResult } from './import-result';

/** As the server takes it: one byte more is told here, without sending it. */
const largestFileBytes = 1_000_000;

type Ask = (form: FormData) => Promise<ActionResult<ImportPreview>>;

export interface ImportPanelProps {
  noun: ImportNoun;
  preview: Ask;
  run: Ask;
}

/** Choose a file, look at what its rows would do, import it. Nothing is written before the last step. */
export function ImportPanel({ noun, preview: ask, run }: ImportPanelProps) {
  const [file, setFile] = useState<File | null>(null);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [done, setDone] = useState<ImportPreview | null>(null);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [pending, startTransition] = useTransition();
  const keyRef = useRef<string | null>(null);
  const newest = useRef(0);
  const hintId = useId();

  function send(action: Ask, form: FormData, onAnswer: (answer: ImportPreview) => void) {
    const number = (newest.current += 1);
    startTransition(async () => {
      const answer = await action(form).catch((error: unknown) => {
        unstable_rethrow(error);
        return noAnswer;
      });
      // An answer about another file, or other columns, is of no use any more.
      if (number !== newest.current) return;
      startTransition(() => {
        setFailure(answer.ok ? null : answer);
        if (answer.ok) onAnswer(answer.data);
      });
    });
  }

  function formOf(chosen: File, fields?: readonly (string | null)[]): FormData {
    const form = new FormData();
    form.set('noun', noun);
    form.set('file', chosen);
    for (const field of fields ?? []) form.append('column', field ?? '');
    return form;
  }

  function look(chosen: File, fields?: readonly (string | null)[]) {
    keyRef.current = null;
    setFile(chosen);
    setDone(null);
    if (chosen.size > largestFileBytes) {
      setPreview(null);
      setFailure({ ...noAnswer, code: 'invalid_request', fields: { file: 'must be at most 1 MB' } });
      return;
    }
    if (fields === undefined) setPreview(null);
    send(ask, formOf(chosen, fields), setPreview);
  }

  function importNow(skipInvalid: boolean) {
    if (file === null || preview === null) return;
    // One key for one file, its columns and this choice: a second click, or a second try, imports nothing twice.
    const choice = skipInvalid ? 'good' : 'all';
    if (!keyRef.current?.startsWith(choice)) keyRef.current = `${choice}-${randomUuid()}`;
    const form = formOf(
      file,
      preview.columns.map(({ field }) => field),
    );
    form.set('skip_invalid', String(skipInvalid));
    form.set('idempotency_key', keyRef.current);
    send(run, form, (answer) => {
      keyRef.current = null;
      setDone(answer);
      setPreview(null);
      setFile(null);
    });
  }

  const fileMessage = failure?.fields['file'];
  return (
    <div className="grid grid-cols-1 gap-5">
      {done ? <ImportResult result={done} /> : null}
      <Card aria-labelledby={`${hintId}-title`}>
        <CardHeader>
          <div className="min-w-0">
            <CardTitle id={`${hintId}-title`}>{done ? 'Another file' : 'The file'}</CardTitle>
            <CardDescription id={hintId}>
              Up to 1,000 rows and 1 MB. The first line names the columns. Every row needs a {neededBy(noun)}.
            </CardDescription>
          </div>
          <Button asChild variant="secondary" size="small">
            <a href={`/import/${noun}.csv`} download={`${noun}.csv`}>
              <Download aria-hidden />
              Template
            </a>
          </Button>
        </CardHeader>
        <CardContent className="grid gap-4">
          <FileDrop
            onFile={look}
            pending={pending}
            invalid={fileMessage !== undefined}
            describedBy={hintId}
          />
          <p role="status" className="text-muted text-sm break-words empty:hidden">
            {pending ? 'Looking at every row …' : file !== null ? file.name : ''}
          </p>
          {failure !== null && !pending ? (
            <Alert
              tone="danger"
              role="alert"
              action={
                file !== null && preview !== null ? (
                  <Button
                    size="small"
                    variant="secondary"
                    onClick={() =>
                      look(
                        file,
                        preview.columns.map(({ field }) => field),
                      )
                    }
                  >
                    Look again
                  </Button>
                ) : undefined
              }
              title={fileMessage === undefined ? asSentence(failure.message) : `The file ${fileMessage}.`}
            >
              {fileMessage === undefined ? remedyOf(failure) : 'Nothing was imported.'}
            </Alert>
          ) : null}
        </CardContent>
      </Card>
      {preview !== null && file !== null ? (
        <>
          <Card aria-labelledby={`${hintId}-columns`}>
            <CardHeader>
              <div className="min-w-0">
                <CardTitle id={`${hintId}-columns`}>Columns</CardTitle>
                <CardDescription>
                  What each column of the file is for.
                  {preview.readAs === null ? '' : ` The file was read as ${preview.readAs}.`}
                </CardDescription>
              </div>
            </CardHeader>
            <CardContent>
              <ImportColumns preview={preview} onChange={(fields) => look(file, fields)} />
            </CardContent>
          </Card>
          <ImportPreviewCard preview={preview} pending={pending} onImport={importNow} />
        </>
      ) : null}
    </div>
  );
}

function neededBy(noun: ImportNoun): string {
  const labels = importFields[noun]
    .filter(({ required }) => required)
    .map(({ label }) => label.toLowerCase());
  return labels.length === 1 ? labels.join() : `${labels.slice(0, -1).join(', a ')} and a ${labels.at(-1)}`;
}
