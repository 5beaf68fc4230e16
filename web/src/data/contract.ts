/**
 * What C# writes into the page (src/Sargam/Reporting/Page/PageData.cs): a JSON script with this description, and one with the
 * columns themselves, base64 of gzip of little-endian bytes. Rows stand in the order of the collection, where neighbours are
 * much alike, so that they pack well.
 */
export interface Meta {
  /** Version of this contract. */
  v: 1;
  title: string;
  /** Number of rows. */
  n: number;
  /** Whether a server stands behind the page; then there is a column `id` of 16 bytes a row. */
  served: boolean;
  /** The run's name, for the server. */
  run?: string;
  columns: Column[];
  /** Map i has its positions in the columns `x{i}` and `y{i}`. */
  maps: { name: string; caption: string }[];
  colourBy: ColourBy[];
  /** From the report to the folder of the music; null when rows are not files. */
  root: string | null;
  palette: Palette;
}

export interface Column {
  name: string;
  type: 'u8' | 'u16' | 'u32' | 'f32' | 'json';
  offset: number;
  /** In bytes. */
  length: number;
}

// A column of texts may have a companion `{name}-shared`: how many UTF-16 units each shares with the one before, the rest being in it.
// In `path` U+0001 stands for what is before the title's first dash, U+0002 for what is after it (or for all of it).

/** A way to colour rows. Codes equal to the largest value of the column's type mean "none". */
export interface ColourBy {
  column: string;
  label: string;
  /** `category`: codes into the column `names`. `share`: 0 to 254 stand for `from` to `to`. */
  kind: 'category' | 'share';
  names?: string;
  from?: number;
  to?: number;
  /** Whether every value has a colour, colours coming round again, or only the commonest have. */
  everyValue?: boolean;
  /** What rows without a value are called. */
  none: string;
}

export interface Palette {
  light: string[];
  dark: string[];
  /** So many colours are far enough apart to tell values by. */
  clear: number;
  other: [light: string, dark: string];
  none: [light: string, dark: string];
}

/** Position of rows that a map does not have. */
export const noPosition = 0xffff;
