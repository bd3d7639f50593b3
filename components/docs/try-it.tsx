'use client';

import { useId, useState, type FormEvent } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { Input, inputClasses } from '@/components/ui/input';
import { Label } from '@/components/ui/label';
import { cn } from '@/lib/ui/cn';
import { tryRequest, type TriedAnswer, type TriedOperation } from '@/lib/ui/try-request';
import { TriedAnswerView } from './tried-answer';

/** From one operation to the next while the page is open, and nowhere else. */
let remembered = '';

type Outcome = { answer: TriedAnswer } | { failure: string } | null;

/** Sends a request of the reader's own to this installation, and shows what comes back. */
export function TryIt({ operation }: { operation: TriedOperation }) {
  const id = useId();
  const [credential, setCredential] = useState(remembered);
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(operation.body ?? '');
  const [pending, setPending] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (pending) return;
    if (body.trim() !== '' && !isJson(body)) {
      setOutcome({ failure: 'The body is no JSON. Correct it, then send it again.' });
      return;
    }
    setPending(true);
    const next = await tryRequest(operation, values, body, credential.trim()).then(
      (answer): Outcome => ({ answer }),
      (): Outcome => ({ failure: 'The server did not answer. Check the connection, then try again.' }),
    );
    setOutcome(next);
    setPending(false);
  };

  return (
    <Card aria-labelledby={`${id}-title`}>
      <CardHeader>
        <div>
          <CardTitle id={`${id}-title`}>Try it</CardTitle>
          <CardDescription>
            This is sent to this installation for real{operation.method === 'GET' ? '' : ', and writes'}.
          </CardDescription>
        </div>
      </CardHeader>
      <CardContent>
        <form className="flex flex-col gap-4" onSubmit={(event) => void send(event)}>
          {operation.isForAnyone ? null : (
            <div className="grid gap-1.5">
              <Label htmlFor={`${id}-key`}>API key</Label>
              <Input
                id={`${id}-key`}
                type="password"
                autoComplete="off"
                spellCheck={false}
                placeholder="sk_…"
                aria-describedby={`${id}-key-hint`}
                value={credential}
                onChange={(event) => {
                  remembered = event.target.value;
                  setCredential(event.target.value);
                }}
              />
              <p id={`${id}-key-hint`} className="text-muted text-sm">
                Kept in this page only, and gone when it is closed.
                {operation.method === 'GET' ? ' Without one, your session of the dashboard is used.' : null}
              </p>
            </div>
          )}
          {operation.parameters.map(({ name, isRequired, example }) => (
            <div key={name} className="grid gap-1.5">
              <Label htmlFor={`${id}-${name}`} className="font-mono text-[0.8125rem]">
                {name}
                {isRequired ? null : (
                  <span className="text-muted ml-1.5 font-sans font-normal">optional</span>
                )}
              </Label>
              <Input
                id={`${id}-${name}`}
                required={isRequired}
                autoComplete="off"
                spellCheck={false}
                placeholder={example}
                value={values[name] ?? ''}
                onChange={(event) => setValues({ ...values, [name]: event.target.value })}
              />
            </div>
          ))}
          {operation.body === undefined ? null : (
            <div className="grid gap-1.5">
              <Label htmlFor={`${id}-body`}>JSON body</Label>
              <textarea
                id={`${id}-body`}
                rows={Math.min(16, body.split('\n').length + 1)}
                spellCheck={false}
                className={cn(inputClasses, 'h-auto py-2 font-mono text-base sm:text-[0.8125rem]')}
                value={body}
                onChange={(event) => setBody(event.target.value)}
              />
            </div>
          )}
          <Button type="submit" pending={pending} className="w-fit">
            Send {operation.method}
          </Button>
        </form>
        <div aria-live="polite" className="pt-4 empty:hidden">
          {outcome !== null && 'failure' in outcome ? <Alert tone="danger" title={outcome.failure} /> : null}
          {outcome !== null && 'answer' in outcome ? <TriedAnswerView answer={outcome.answer} /> : null}
        </div>
      </CardContent>
    </Card>
  );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
