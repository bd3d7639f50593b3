import { TextEncoder } from 'node:util';
import { MessageChannel } from 'node:worker_threads';
import { act, render, screen } from '@testing-library/react';
import { hydrateRoot } from 'react-dom/client';
import { relativeTime, Timestamp } from '@/components/data/timestamp';

const now = Date.parse('2026-11-21T12:00:00Z');

describe('relativeTime', () => {
  it.each([
    ['2026-11-21T11:59:40Z', 'just now'],
    ['2026-11-21T12:00:00.999Z', 'just now'],
    ['2026-11-21T12:00:20Z', 'in a moment'],
    ['2026-11-21T11:57:00Z', '3 minutes ago'],
    ['2026-11-21T10:00:00Z', '2 hours ago'],
    ['2026-11-19T12:00:00Z', '2 days ago'],
    ['2026-11-21T12:30:00Z', 'in 30 minutes'],
    ['2026-11-01T12:00:00Z', null],
  ])('tells %s as %s', (value, text) => {
    expect(relativeTime(value, now)).toBe(text);
  });
});

describe('Timestamp', () => {
  const value = '2020-01-02T03:04:05Z';

  it('is written in UTC by the server and hydrates without a mismatch', async () => {
    // React's server needs these, and jsdom does not have them.
    Object.assign(globalThis, { TextEncoder, MessageChannel });
    const { renderToString } = await import('react-dom/server');
    const errors: unknown[] = [];
    const html = renderToString(<Timestamp value={value} />);
    expect(html).toContain('2020-01-02 03:04 UTC');
    const container = document.createElement('div');
    container.innerHTML = html;
    await act(async () => {
      hydrateRoot(container, <Timestamp value={value} />, {
        onRecoverableError: (error) => errors.push(error),
      });
    });
    expect(errors).toEqual([]);
    expect(container).toHaveTextContent('2 Jan 2020');
  });

  it('keeps the moment itself for programs, and UTC for whoever hovers', () => {
    render(<Timestamp value={value} format="full" />);
    const time = screen.getByText(/2 Jan 2020/);
    expect(time).toHaveAttribute('datetime', value);
    expect(time.title).toContain('2020-01-02 03:04 UTC');
  });
});
