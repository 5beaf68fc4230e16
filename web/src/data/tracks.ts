import type { Table } from './read';

const dash = ' – ';

/** What is known of each row, in words. The texts are parsed when the first is asked for, which is after the first picture. */
export class Tracks {
  readonly count: number;
  private byId: Map<string, number> | null = null;

  constructor(private readonly table: Table) {
    this.count = table.meta.n;
  }

  title(row: number): string {
    return this.table.strings('title')[row];
  }

  /** The file, relative to the folder of the music; empty when a row is no file that can be named. */
  path(row: number): string {
    if (!this.table.has('path')) return '';
    const title = this.title(row);
    const at = title.indexOf(dash);
    const [before, after] = at < 0 ? ['', title] : [title.slice(0, at), title.slice(at + dash.length)];
    return this.table.strings('path')[row].replace(/[\u0001\u0002]/g, mark => mark === '\u0001' ? before : after);
  }

  /** Whole seconds; -1 when not known. */
  seconds(row: number): number {
    if (!this.table.has('seconds')) return -1;
    const seconds = this.table.codes('seconds')[row];
    return seconds === 0xffff ? -1 : seconds;
  }

  /** What the server calls a row; empty when there is none. */
  id(row: number): string {
    if (row < 0 || !this.table.has('id')) return '';
    const bytes = this.table.codes('id').subarray(16 * row, 16 * row + 16);
    return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  }

  /** The row that the server calls so; -1 when this run does not have it. */
  rowOf(id: string): number {
    this.byId ??= new Map(Array.from({ length: this.count }, (_, row) => [this.id(row), row]));
    return this.byId.get(id) ?? -1;
  }
}
