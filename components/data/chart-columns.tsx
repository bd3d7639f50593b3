'use client';

import Link from 'next/link';
import { createContext, useContext, useRef, useState, type KeyboardEvent } from 'react';
import { createPortal } from 'react-dom';

/** Where the columns of every picture begin and end, so that what lies over them fits: the axis, and a little air. */
export const plotSides = { left: 44, right: 4 } as const;

/** The layer over the picture of a chart card; null before it is there. */
export const ChartLayer = createContext<HTMLElement | null>(null);

export interface ChartColumn {
  key: string;
  /** The rows that the column is made of; null where there are none. */
  href: string | null;
  /** The column in words: what it is of, and its figures. */
  name: string;
}

export interface ChartColumnsProps {
  /** What the links lead to. */
  label: string;
  /** One for each column, in order. */
  columns: readonly ChartColumn[];
}

/**
 * Each column of a chart as the link to its rows. They lie over the picture and stay children of it, so that it
 * still sees the mouse and shows its figures. One tab stop; the arrows go from column to column. Where fingers
 * point they would be too narrow, and the table has the same links.
 */
export function ChartColumns(props: ChartColumnsProps) {
  const layer = useContext(ChartLayer);
  return layer === null ? null : createPortal(<Columns {...props} />, layer);
}

function Columns({ label, columns }: ChartColumnsProps) {
  const list = useRef<HTMLUListElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const linked = columns.filter(({ href }) => href !== null);
  const stop = (linked.find(({ key }) => key === chosen) ?? linked.at(-1))?.key;

  const move = (event: KeyboardEvent) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const places: Record<string, number> = {
      ArrowLeft: at - 1,
      ArrowRight: at + 1,
      Home: 0,
      End: links.length - 1,
    };
    const place = places[event.key];
    if (place === undefined) return;
    event.preventDefault();
    links[place]?.focus();
  };

  return (
    <ul
      ref={list}
      aria-label={label}
      onKeyDown={move}
      className="absolute inset-y-0 grid auto-cols-fr grid-flow-col pointer-coarse:hidden"
      style={plotSides}
    >
      {columns.map(({ key, href, name }) => (
        <li key={key} className="min-w-0">
          {href === null ? null : (
            <Link
              href={href}
              prefetch={false}
              tabIndex={key === stop ? 0 : -1}
              onFocus={() => setChosen(key)}
              className="focus-visible:outline-accent-ink group block size-full rounded focus-visible:outline-2 focus-visible:-outline-offset-2"
            >
              <span className="group-focus-visible:border-line group-focus-visible:bg-raised group-focus-visible:shadow-high sr-only group-focus-visible:pointer-events-none group-focus-visible:not-sr-only group-focus-visible:absolute group-focus-visible:inset-x-0 group-focus-visible:top-0 group-focus-visible:mx-auto group-focus-visible:w-fit group-focus-visible:rounded-lg group-focus-visible:border group-focus-visible:px-3 group-focus-visible:py-1.5 group-focus-visible:text-xs">
                {name}
              </span>
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}
