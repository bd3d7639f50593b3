import { DoorClosed, DoorOpen, ExternalLink } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';

export interface JoinLinkProps {
  link: string;
  isOpen: boolean;
}

/** The address of the join page, to be copied and sent to people; while it is closed, that it is. */
export function JoinLink({ link, isOpen }: JoinLinkProps) {
  return (
    <Card aria-labelledby="join-page">
      <CardHeader>
        <div>
          <CardTitle id="join-page">Join page</CardTitle>
          <CardDescription>
            {isOpen
              ? 'Send this link to people who shall become customers.'
              : 'Closed: whoever opens this link finds nothing. Existing customers still sign in.'}
          </CardDescription>
        </div>
        {isOpen ? (
          <Badge tone="positive">
            <DoorOpen aria-hidden />
            Open
          </Badge>
        ) : (
          <Badge>
            <DoorClosed aria-hidden />
            Closed
          </Badge>
        )}
      </CardHeader>
      <CardContent className="flex flex-wrap items-center gap-2">
        <div className="border-line bg-subtle flex min-w-0 flex-1 basis-64 items-center gap-2 rounded-lg border py-1.5 pr-1.5 pl-3">
          <code className="min-w-0 flex-1 font-mono text-sm break-all">{link}</code>
          <CopyButton text={link} what="join link" />
        </div>
        {isOpen ? (
          <Button asChild variant="secondary">
            <a href={link} target="_blank" rel="noreferrer">
              <ExternalLink aria-hidden />
              Open
              <span className="sr-only"> the join page in a new tab</span>
            </a>
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
