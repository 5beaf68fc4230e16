/**
 * How many points are painted. While the map moves a first part of the shuffled rows must do, as many as the machine
 * paints in time; at rest all are painted.
 */
export class Detail {
  private static readonly restAfter = 170;
  private static readonly least = 6_000;
  private budget = 25_000;
  private movedAt = -Infinity;
  private paintedAt = 0;
  private timer = 0;

  constructor(private readonly rowCount: number, private readonly whenAtRest: () => void) {}

  /** Call at every movement. */
  moved(): void {
    const now = performance.now();
    if (now - this.movedAt > Detail.restAfter) this.paintedAt = 0;
    this.movedAt = now;
    clearTimeout(this.timer);
    this.timer = window.setTimeout(this.whenAtRest, Detail.restAfter);
  }

  /** Rows to paint now. */
  next(): number {
    const now = performance.now();
    if (now - this.movedAt >= Detail.restAfter - 5) return this.rowCount;
    if (this.paintedAt > 0) this.adapt(now - this.paintedAt);
    this.paintedAt = now;
    return Math.min(this.rowCount, Math.floor(this.budget));
  }

  /** Aims at every picture of a screen that shows 60 a second; fewer points than the least would show too little. */
  private adapt(elapsed: number): void {
    if (elapsed > 28) this.budget = Math.max(Detail.least, this.budget * Math.max(0.4, 24 / elapsed));
    else if (elapsed < 20) this.budget = Math.min(Math.max(this.rowCount, Detail.least), this.budget * 1.1);
  }
}
