import type { ComponentChildren } from 'preact';
import type { Table } from '../data/read';
import type { Tracks } from '../data/tracks';

/** What parts outside the map may know of it and do with it. */
export interface MapState {
  table: Table;
  tracks: Tracks;
  /** The chosen row; -1 for none. */
  current: number;
  selection: number[];
  dark: boolean;
  /** Chooses a row and puts it in the middle. */
  goTo(row: number): void;
  choose(row: number): void;
  toggle(row: number): void;
  select(rows: number[], how: string): void;
  say(sentence: string): void;
}

/** What a page with a server behind it adds to the map; the report has none of it. */
export interface Additions {
  /** Rows that have to do with the chosen one, and that of them which is pointed at (-1 for none). */
  kin: number[];
  hotKin: number;
  /** What to write over the map when there is another beside it. */
  heading: string;
  /** The row to begin with; -1 for none. */
  first: number;
  play(row: number): void;
  /** Rows that the page's own search cannot find: by album, by file. */
  find(words: string): Promise<number[]>;
  /** A button for a row, for fingers and mice only. */
  button(row: number): ComponentChildren;
  /** What to do with selected rows, in the place of a saved file. */
  take(rows: number[]): void;
  chosen(row: number): void;
  /** A second map; null for none. */
  beside(state: MapState): ComponentChildren;
  below(state: MapState): ComponentChildren;
}
