import type { Table } from './read';

/** What is known of each row, in words. */
export class Tracks {
  readonly count: number;
  private readonly titles: string[];

  constructor(private readonly table: Table) {
    this.count = table.meta.n;
    this.titles = table.strings('title');
  }

  title(row: number): string {
    return this.titles[row];
  }

  /** The file, relative to the folder of the music; empty when a row is no file that can be named. */
  path(row: number): string {
    return this.table.has('path') ? this.table.strings('path')[row] : '';
  }

  /** Whole seconds; -1 when not known. */
  seconds(row: number): number {
    if (!this.table.has('seconds')) return -1;
    const seconds = this.table.codes('seconds')[row];
    return seconds === 0xffff ? -1 : seconds;
  }
}
