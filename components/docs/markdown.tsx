import { TextLink } from '@/components/auth/text-link';
import { CopyButton } from '@/components/ui/copy-button';
import { parseInline, type Block, type Inline } from '@/lib/docs/markdown';

export function Markdown({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className="text-ink-soft flex flex-col gap-4 leading-relaxed">
      {blocks.map((block, index) => (
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
}

function MarkdownBlock({ block }: { block: Block }) {
  switch (block.type) {
    case 'heading':
      return <h2 className="text-ink mt-3 text-lg font-semibold">{block.text}</h2>;
    case 'paragraph':
      return (
        <p className="text-pretty">
          <Inlines content={block.content} />
        </p>
      );
    case 'list':
      return (
        <ul className="marker:text-muted flex list-disc flex-col gap-1.5 pl-5">
          {block.items.map((item, index) => (
            <li key={index}>
              <Inlines content={item} />
            </li>
          ))}
        </ul>
      );
    case 'code':
      return <CodeBlock text={block.text} what="example" />;
  }
}

export function CodeBlock({ text, what }: { text: string; what: string }) {
  return (
    <div className="relative">
      <pre
        // It scrolls sideways on a phone, so the keyboard must reach it.
        tabIndex={0}
        className="rounded-card border-line bg-subtle text-ink overflow-x-auto border px-4 py-3.5 pr-12 font-mono text-[0.8125rem] leading-6"
      >
        <code>{text}</code>
      </pre>
      <CopyButton text={text} what={what} className="absolute top-2 right-2" />
    </div>
  );
}

/** One line of Markdown: for the sentences of the error list. */
export function InlineMarkdown({ text }: { text: string }) {
  return <Inlines content={parseInline(text)} />;
}

function Inlines({ content }: { content: readonly Inline[] }) {
  return content.map((part, index) => {
    switch (part.type) {
      case 'code':
        return (
          <code
            key={index}
            className="bg-subtle text-ink rounded px-1 py-0.5 font-mono text-[0.85em] break-words"
          >
            {part.text}
          </code>
        );
      case 'strong':
        return (
          <strong key={index} className="text-ink font-semibold">
            {part.text}
          </strong>
        );
      case 'link':
        return (
          <TextLink key={index} href={part.href}>
            {part.text}
          </TextLink>
        );
      default:
        return part.text;
    }
  });
}
