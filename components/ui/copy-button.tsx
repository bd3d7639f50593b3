'use client';

import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { cn } from '@/lib/ui/cn';
import { Button, type ButtonProps } from './button';

/** Plain http addresses have no clipboard API; a selected text area and the old command still work there. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    return done;
  }
}

export interface CopyButtonProps extends Omit<ButtonProps, 'children' | 'onClick' | 'value'> {
  text: string;
  /** What is copied, for the button's name: "Copy API key". */
  what: string;
  /** Shows the name beside the icon. */
  labelled?: boolean;
}

export function CopyButton({ text, what, labelled = false, className, ...props }: CopyButtonProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async () => {
    setState((await copyText(text)) ? 'copied' : 'failed');
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setState('idle'), 2000);
  };

  const name = state === 'copied' ? 'Copied' : `Copy ${what}`;
  return (
    <Button
      variant={labelled ? 'secondary' : 'ghost'}
      size={labelled ? 'small' : 'icon-small'}
      className={cn(className)}
      onClick={() => void copy()}
      {...props}
    >
      {state === 'copied' ? <Check className="text-positive" aria-hidden /> : <Copy aria-hidden />}
      <span className={labelled ? undefined : 'sr-only'}>{name}</span>
      <span className="sr-only" role="status">
        {state === 'copied' ? `${what} copied` : null}
        {state === 'failed' ? 'The browser refused to copy. Select the text and copy it by hand.' : null}
      </span>
    </Button>
  );
}
