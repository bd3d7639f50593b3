/** The Markdown that our own pages under `docs/` are written in, and no more of it. */

export type Inline =
  { type: 'text' | 'code' | 'strong'; text: string } | { type: 'link'; text: string; href: string };

export type Block =
  | { type: 'heading'; level: number; text: string }
  | { type: 'paragraph'; content: Inline[] }
  | { type: 'list'; items: Inline[][] }
  | { type: 'code'; language: string; text: string };

export function parseMarkdown(source: string): Block[] {
  const blocks: Block[] = [];
  const lines = source.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const fence = /^```(\w*)$/.exec(line);
    const heading = /^(#{1,6}) (.+)$/.exec(line);
    if (fence !== null) {
      const end = lines.indexOf('```', at + 1);
      blocks.push({ type: 'code', language: fence[1] ?? '', text: lines.slice(at + 1, end).join('\n') });
      at = end;
    } else if (heading !== null) {
      blocks.push({ type: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    } else if (line.startsWith('- ')) {
      const from = at;
      while (lines[at + 1]?.startsWith('- ')) at += 1;
      blocks.push({
        type: 'list',
        items: lines.slice(from, at + 1).map((item) => parseInline(item.slice(2))),
      });
    } else if (line.trim() !== '') {
      blocks.push({ type: 'paragraph', content: parseInline(line) });
    }
  }
  return blocks;
}

export function parseInline(text: string): Inline[] {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*|\[[^\]]+\]\([^)\s]+\))/).flatMap((part): Inline[] => {
    const link = /^\[([^\]]+)\]\(([^)\s]+)\)$/.exec(part);
    if (link !== null) return [{ type: 'link', text: link[1] ?? '', href: link[2] ?? '' }];
    if (/^`[^`]+`$/.test(part)) return [{ type: 'code', text: part.slice(1, -1) }];
    if (part.startsWith('**')) return [{ type: 'strong', text: part.slice(2, -2) }];
    return part === '' ? [] : [{ type: 'text', text: part }];
  });
}
