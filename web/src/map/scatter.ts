import type { Rgb } from '../data/colours';
import { CanvasPainter } from './canvas-painter';
import { Detail } from './detail';
import { GlPainter } from './gl-painter';
import { shuffled, type Painter, type Scene } from './painter';
import { Points } from './points';
import { View } from './view';

/** A map of points in an element: keeps the view, paints once a frame at most, and answers what lies where. */
export class Scatter {
  readonly view = new View();
  points: Points;
  /** Called after each painting, to move what lies on top. */
  painted: () => void = () => {};
  private readonly scene: Scene;
  private readonly detail: Detail;
  private painter: Painter;
  private readonly observer: ResizeObserver;
  private frame = 0;

  /** @param withoutGl for looking at what browsers without WebGL2 see */
  constructor(private readonly host: HTMLElement, points: Points, withoutGl = false) {
    this.points = points;
    const count = points.count;
    this.scene = { positions: points.positions, order: shuffled(count), slots: new Uint8Array(count), marks: new Uint8Array(count), dims: false, colours: [] };
    this.detail = new Detail(count, () => this.request());
    this.painter = this.usePainter(withoutGl ? new CanvasPainter(this.scene) : this.bestPainter());
    this.view.resize(host.clientWidth, host.clientHeight);
    this.view.setBounds(points.bounds);
    this.observer = new ResizeObserver(() => {
      this.view.resize(host.clientWidth, host.clientHeight);
      this.request();
    });
    this.observer.observe(host);
  }

  get kind(): string {
    return this.painter.kind;
  }

  setPoints(points: Points): void {
    this.points = points;
    this.scene.positions = points.positions;
    this.painter.update('positions');
    this.view.setBounds(points.bounds);
    this.request();
  }

  setSlots(slots: Uint8Array): void {
    this.scene.slots.set(slots);
    this.painter.update('slots');
    this.request();
  }

  setColours(colours: Rgb[]): void {
    this.scene.colours = colours;
    this.painter.update('colours');
    this.request();
  }

  /** Lets rows stand out from the others; null ends it. */
  setMarks(rows: Iterable<number> | null): void {
    this.scene.marks.fill(0);
    this.scene.dims = rows !== null;
    if (rows) for (const row of rows) this.scene.marks[row] = 1;
    this.painter.update('marks');
    this.request();
  }

  /** Where a row is on the screen, in CSS pixels of the element. */
  screenOf(row: number): [number, number] {
    return this.view.toScreen(this.points.positions[2 * row], this.points.positions[2 * row + 1]);
  }

  /** The row near a place on the screen; -1 when there is none. */
  rowAt(px: number, py: number, reach: number): number {
    const [x, y] = this.view.toMap(px, py);
    return this.points.nearest(x, y, Math.max(reach, this.diameter) / this.view.scale);
  }

  /** Rows inside a polygon on the screen. */
  rowsInside(polygon: [number, number][]): number[] {
    return this.points.inside(Float64Array.from(polygon.flatMap(([px, py]) => this.view.toMap(px, py))));
  }

  centreOn(row: number): void {
    this.view.centre(this.points.positions[2 * row], this.points.positions[2 * row + 1], 4);
    this.moved();
  }

  /** Moves no more than needed to have a row well in sight. */
  reveal(row: number): void {
    const [x, y] = this.screenOf(row);
    const margin = 40;
    const dx = Math.max(0, margin - x) - Math.max(0, x - this.view.width + margin);
    const dy = Math.max(0, margin - y) - Math.max(0, y - this.view.height + margin);
    if (dx === 0 && dy === 0) return;
    this.view.panBy(dx, dy);
    this.moved();
  }

  /** Ends it; browsers give only so many contexts to draw in. */
  dispose(): void {
    this.observer.disconnect();
    cancelAnimationFrame(this.frame);
    this.painter.dispose();
  }

  /** Call after changing the view. */
  moved(): void {
    this.detail.moved();
    this.request();
  }

  request(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.painter.paint(this.view, this.detail.next(), this.diameter);
      this.painted();
    });
  }

  /** Fewer points are larger, and points grow a little while zooming in. */
  private get diameter(): number {
    const base = 13 - 2.1 * Math.log10(Math.max(20, this.points.count));
    return Math.min(16, Math.max(1.8, base) + 1.1 * Math.log2(Math.max(1, this.view.zoom)));
  }

  private bestPainter(): Painter {
    try {
      return new GlPainter(this.scene, () => this.request(), () => this.fallBack());
    } catch {
      return new CanvasPainter(this.scene);
    }
  }

  private fallBack(): void {
    this.painter.dispose();
    this.usePainter(new CanvasPainter(this.scene));
    this.request();
  }

  private usePainter(painter: Painter): Painter {
    this.painter = painter;
    this.host.prepend(painter.canvas);
    this.host.dataset.painter = painter.kind;
    return painter;
  }
}
