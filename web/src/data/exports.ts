import type { Colouring } from './colouring';
import type { Tracks } from './tracks';

/** A line break in a title would become a line of the playlist: a file of the writer's choice. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

/** Extended M3U8. Rows without a file that a line can name are left out. */
export function playlist(name: string, rows: number[], tracks: Tracks, root: string, page: string): string {
  const lines = ['#EXTM3U', `#PLAYLIST:${oneLine(name)}`];
  for (const row of rows) {
    const path = tracks.path(row);
    if (path.length === 0 || /[\p{Cc}\p{Zl}\p{Zp}]/u.test(path)) continue;
    lines.push(`#EXTINF:${tracks.seconds(row)},${oneLine(tracks.title(row))}`, locate(root, path, page));
  }
  return lines.join('\n') + '\n';
}

/**
 * Browsers save to a folder of their own, so relative paths would lead nowhere: from a page on disk the full path is found.
 * Relative ones begin with "./" so that none is taken for a comment or an address.
 */
export function locate(root: string, path: string, page: string): string {
  const relative = (root.length > 0 ? `${root}/${path}` : path).replaceAll('\\', '/');
  if (!page.startsWith('file:')) return `./${relative}`;
  const url = new URL(relative.split('/').map(encodeURIComponent).join('/'), page);
  const full = decodeURIComponent(url.pathname);
  return /^\/[A-Za-z]:\//.test(full) ? full.slice(1).replaceAll('/', '\\') : full;
}

/** CSV with a column for the title, the file, and each way to colour. */
export function table(rows: number[], tracks: Tracks, colourings: Colouring[]): string {
  const head = ['title', 'path', ...colourings.map(colouring => colouring.by.label)];
  const lines = rows.map(row => [tracks.title(row), tracks.path(row), ...colourings.map(colouring => colouring.valueOf(row))]);

  // Spreadsheets take a file without a byte order mark for something other than UTF-8.
  return '\uFEFF' + [head, ...lines].map(cells => cells.map(cell).join(',')).join('\r\n') + '\r\n';
}

/** Spreadsheets run cells that begin like a formula; an apostrophe makes them text. */
function cell(text: string): string {
  const line = text.replace(/[\r\n\u2028\u2029]+/g, ' ');
  const safe = /^\s*[=+\-@\t]/.test(line) ? `'${line}` : line;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Hands a text to the browser as a download. */
export function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
