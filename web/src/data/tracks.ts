import type { Table } from './read';

/** What is known of each row, in words. The texts are parsed when the first is asked for, which is after the first picture. */
export class Tracks {
  readonly count: number;

  constructor(private readonly table: Table) {
    this.count = table.meta.n;
  }

  title(row: number): string {
    return this.table.strings('track')[2 * row];
  }

  /** The file, relative to the folder of the music; empty when a row is no file that can be named. */
  path(row: number): string {
    return this.table.strings('track')[2 * row + 1];
  }

  /** Whole seconds; -1 when not known. */
  seconds(row: number): number {
    if (!this.table.has('seconds')) return -1;
    const seconds = this.table.codes('seconds')[row];
    return seconds === 0xffff ? -1 : seconds;
  }
}
