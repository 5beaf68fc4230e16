import type { ColourBy } from './contract';
import type { Codes, Table } from './read';

/** One line of the legend. */
export interface Entry {
  name: string;
  count: number;
  /** Index of its colour; see `coloursOf`. */
  slot: number;
}

/** Rows with a colour each. Slot `otherSlot` is "other", `noneSlot` rows without a value. */
export interface Colouring {
  by: ColourBy;
  /** The colour of each row. */
  slots: Uint8Array;
  /** The line of the legend that each row belongs to; empty for shares. */
  entryOf: Uint16Array;
  entries: Entry[];
  /** The row's value in words. */
  valueOf(row: number): string;
}

export const noneSlot = 255;
export const otherSlot = 254;
/** Shares use slots 0 to 250. */
export const shareSteps = 251;

export function colouringOf(table: Table, by: ColourBy): Colouring {
  return by.kind === 'share' ? byShare(table, by) : byCategory(table, by);
}

function byCategory(table: Table, by: ColourBy): Colouring {
  const codes = table.codes(by.column);
  const names = table.strings(by.names!);
  const palette = table.meta.palette;
  const order = by.everyValue ? names.map((_, code) => code) : commonestFirst(codes, names.length);
  const shown = by.everyValue || names.length <= palette.clear ? order.length : palette.clear - 1;
  const rest = order.length - shown;

  const entries: Entry[] = order.slice(0, shown).map((code, i) => ({ name: names[code], count: 0, slot: i % palette.light.length }));
  const other = rest > 0 ? entries.push({ name: `other (${rest.toLocaleString('en')} values)`, count: 0, slot: otherSlot }) - 1 : -1;
  const none = entries.push({ name: by.none, count: 0, slot: noneSlot }) - 1;
  const entryOfCode = new Uint16Array(names.length).fill(Math.max(0, other));
  order.slice(0, shown).forEach((code, i) => { entryOfCode[code] = i; });

  const slots = new Uint8Array(codes.length);
  const entryOf = new Uint16Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const entry = codes[row] < names.length ? entryOfCode[codes[row]] : none;
    entryOf[row] = entry;
    slots[row] = entries[entry].slot;
    entries[entry].count++;
  }

  if (entries[none].count === 0) entries.length = none;
  return { by, slots, entryOf, entries, valueOf: row => names[codes[row]] ?? by.none };
}

function byShare(table: Table, by: ColourBy): Colouring {
  const codes = table.codes(by.column);
  const slots = new Uint8Array(codes.length);
  for (let row = 0; row < codes.length; row++) slots[row] = codes[row] === 255 ? noneSlot : Math.round(codes[row] / 254 * (shareSteps - 1));
  const [from, to] = [by.from ?? 0, by.to ?? 1];
  return {
    by, slots, entryOf: new Uint16Array(0), entries: [],
    valueOf: row => codes[row] === 255 ? by.none : (from + codes[row] / 254 * (to - from)).toFixed(2),
  };
}

function commonestFirst(codes: Codes, valueCount: number): number[] {
  const counts = new Uint32Array(valueCount);
  for (const code of codes) if (code < valueCount) counts[code]++;
  return Array.from(counts.keys()).sort((a, b) => counts[b] - counts[a] || a - b);
}
