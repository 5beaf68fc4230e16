import { noPosition } from '../data/contract';
import type { Codes } from '../data/read';
import type { Bounds } from './view';

/** Positions of one map, and a grid by which the points near a place are found without looking at all. */
export class Points {
  /** x and y by turns; rows that the map does not have are NaN. */
  readonly positions: Float32Array<ArrayBuffer>;
  readonly bounds: Bounds;
  private readonly cell: number;
  private readonly columns: number;
  private readonly rows: number;
  /** Points of cell c: `order[start[c]]` up to `order[start[c + 1]]`. */
  private readonly start: Uint32Array;
  private readonly order: Uint32Array;

  constructor(xs: Codes, ys: Codes) {
    this.positions = new Float32Array(2 * xs.length);
    for (let row = 0; row < xs.length; row++) {
      const missing = xs[row] === noPosition || ys[row] === noPosition;
      this.positions[2 * row] = missing ? NaN : xs[row];
      this.positions[2 * row + 1] = missing ? NaN : ys[row];
    }

    this.bounds = boundsOf(this.positions);
    const [width, height] = [this.bounds.right - this.bounds.left, this.bounds.top - this.bounds.bottom];
    this.cell = Math.max(1, Math.sqrt(width * height / Math.max(1, xs.length / 4)), Math.max(width, height) / 2000);
    this.columns = Math.floor(width / this.cell) + 1;
    this.rows = Math.floor(height / this.cell) + 1;
    [this.start, this.order] = this.sorted();
  }

  get count(): number {
    return this.positions.length / 2;
  }

  isPlaced(row: number): boolean {
    return !Number.isNaN(this.positions[2 * row]);
  }

  /** The point nearest to a place, no farther than the reach; -1 when there is none. */
  nearest(x: number, y: number, reach: number): number {
    let best = -1;
    let least = reach * reach;
    this.visit(x - reach, y - reach, x + reach, y + reach, row => {
      const dx = this.positions[2 * row] - x;
      const dy = this.positions[2 * row + 1] - y;
      const distance = dx * dx + dy * dy;
      if (distance < least) [least, best] = [distance, row];
    });
    return best;
  }

  /** The points inside a polygon, given as x and y by turns (even-odd rule). */
  inside(polygon: Float64Array): number[] {
    const bounds = boundsOf(polygon);
    const found: number[] = [];
    this.visit(bounds.left, bounds.bottom, bounds.right, bounds.top, row => {
      if (isInside(polygon, this.positions[2 * row], this.positions[2 * row + 1])) found.push(row);
    });
    return found;
  }

  /** The next point from one in a direction: near, and rather ahead than aside. -1 when there is none. */
  next(from: number, dx: number, dy: number): number {
    const [x, y] = [this.positions[2 * from], this.positions[2 * from + 1]];
    let best = -1;
    let least = Infinity;
    for (let row = 0; row < this.count; row++) {
      const ahead = (this.positions[2 * row] - x) * dx + (this.positions[2 * row + 1] - y) * dy;
      const aside = Math.abs((this.positions[2 * row] - x) * dy - (this.positions[2 * row + 1] - y) * dx);
      if (!(ahead > 0) || aside > 1.2 * ahead) continue;
      const cost = ahead * ahead + 4 * aside * aside;
      if (cost < least) [least, best] = [cost, row];
    }
    return best;
  }

  private visit(left: number, bottom: number, right: number, top: number, see: (row: number) => void): void {
    const column = (x: number) => clamp(Math.floor((x - this.bounds.left) / this.cell), this.columns);
    const line = (y: number) => clamp(Math.floor((y - this.bounds.bottom) / this.cell), this.rows);
    const [first, last] = [column(left), column(right)];
    for (let r = line(bottom), end = line(top); r <= end; r++) {
      for (let i = this.start[r * this.columns + first]; i < this.start[r * this.columns + last + 1]; i++) see(this.order[i]);
    }
  }

  /** Counting sort by cell. */
  private sorted(): [Uint32Array, Uint32Array] {
    const start = new Uint32Array(this.columns * this.rows + 1);
    const cellOf = (row: number) => clamp(Math.floor((this.positions[2 * row + 1] - this.bounds.bottom) / this.cell), this.rows) * this.columns
      + clamp(Math.floor((this.positions[2 * row] - this.bounds.left) / this.cell), this.columns);
    let placed = 0;
    for (let row = 0; row < this.count; row++) {
      if (!this.isPlaced(row)) continue;
      start[cellOf(row) + 1]++;
      placed++;
    }
    for (let c = 1; c < start.length; c++) start[c] += start[c - 1];
    const next = start.slice();
    const order = new Uint32Array(placed);
    for (let row = 0; row < this.count; row++) if (this.isPlaced(row)) order[next[cellOf(row)]++] = row;
    return [start, order];
  }
}

const clamp = (index: number, count: number): number => Math.max(0, Math.min(count - 1, index));

function boundsOf(pairs: ArrayLike<number>): Bounds {
  const bounds = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (let i = 0; i < pairs.length; i += 2) {
    if (Number.isNaN(pairs[i])) continue;
    bounds.left = Math.min(bounds.left, pairs[i]);
    bounds.right = Math.max(bounds.right, pairs[i]);
    bounds.bottom = Math.min(bounds.bottom, pairs[i + 1]);
    bounds.top = Math.max(bounds.top, pairs[i + 1]);
  }
  return bounds.left <= bounds.right ? bounds : { left: 0, bottom: 0, right: 1, top: 1 };
}

function isInside(polygon: Float64Array, x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 2; i < polygon.length; j = i, i += 2) {
    const [xi, yi, xj, yj] = [polygon[i], polygon[i + 1], polygon[j], polygon[j + 1]];
    if (yi > y !== yj > y && x < (xj - xi) * (y - yi) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}
