import { Webhook } from 'lucide-react';
import { EmptyState } from '@/components/data/empty-state';
import { CodeBlock } from './code-block';

/** What a receiver has to do, whole: the client checks the signature and the time. */
export const receiver = [
  "import { webhooks } from '@drawdown/client';",
  '',
  'export async function POST(request: Request) {',
  '  const body = await request.text();',
  '  const event = await webhooks.verify(body, request.headers, process.env.WEBHOOK_SECRET);',
  '  console.log(event.type, event.data);',
  '  return new Response(null, { status: 204 });',
  '}',
].join('\n');

/** What a business sees before its first endpoint: what a webhook is, and how to receive one. */
export function FirstEndpoint({ mayEdit }: { mayEdit: boolean }) {
  return (
    <>
      <EmptyState icon={Webhook} title="No endpoint yet" className="pb-6" level={3}>
        An endpoint is an address of yours that is told what happens here, the moment it does: a balance is
        low, a session ended, an order is overdue. Your programs need not ask again and again.
        {mayEdit ? '' : ' Owners and admins can add one.'}
      </EmptyState>
      <div className="mx-auto max-w-2xl px-4 pb-6 sm:px-6">
        <CodeBlock title="A receiver" what="receiver" code={receiver} />
        <ul className="text-muted mt-4 grid list-disc gap-1.5 pl-5 text-sm">
          <li>In another language, any library of Standard Webhooks verifies the same.</li>
          <li>
            Any answer from 200 to 299 within 15 seconds means it arrived. Anything else is tried again for a
            day, each time after a longer pause.
          </li>
          <li>
            An event may come twice, always with the same header{' '}
            <code className="font-mono text-xs">webhook-id</code>. The events of one customer come in order.
          </li>
          <li>Each is kept for 30 days, and can be sent again from any point of them.</li>
        </ul>
      </div>
    </>
  );
}
