'use client';

import { Secret } from '@/components/settings/secret';
import { Button } from '@/components/ui/button';
import { DialogClose, DialogContent, DialogFooter } from '@/components/ui/dialog';

/** The secret that signs, shown this once. */
export function SigningSecret({ title, secret }: { title: string; secret: string }) {
  return (
    <DialogContent title={title} description="Your receiver checks with it that a delivery is from here.">
      <Secret
        value={secret}
        what="signing secret"
        warning="This secret is not shown again. Keep it where your programs keep theirs."
      />
      <DialogFooter>
        <DialogClose asChild>
          <Button>Done</Button>
        </DialogClose>
      </DialogFooter>
    </DialogContent>
  );
}
