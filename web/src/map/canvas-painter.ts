import { css } from '../data/colours';
import { fitCanvas, newCanvas, opacity, type Painter, type Scene } from './painter';
import type { View } from './view';

/** Below this diameter nobody sees that a square is not round, and squares are painted many times faster. */
const roundFrom = 4;

/** For browsers without WebGL2: the same picture, slower. */
export class CanvasPainter implements Painter {
  readonly kind = 'canvas2d';
  readonly canvas = newCanvas();
  private readonly context: CanvasRenderingContext2D;

  constructor(private readonly scene: Scene) {
    const context = this.canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    this.context = context;
  }

  update(): void {
    // Everything is read from the scene at each painting.
  }

  paint(view: View, rowCount: number, diameter: number): void {
    const ratio = fitCanvas(this.canvas, view);
    this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.context.clearRect(0, 0, view.width, view.height);
    if (!this.scene.dims) return this.paintRows(view, rowCount, diameter, opacity.plain, () => true);
    this.paintRows(view, rowCount, diameter, opacity.dimmed, row => this.scene.marks[row] === 0);
    this.paintRows(view, rowCount, diameter * 1.2, opacity.marked, row => this.scene.marks[row] === 1);
  }

  dispose(): void {
    this.canvas.remove();
  }

  /** One path per colour: changing the colour is what costs. */
  private paintRows(view: View, rowCount: number, diameter: number, alpha: number, isMeant: (row: number) => boolean): void {
    const paths = new Map<number, Path2D>();
    const radius = diameter / 2;
    for (let i = 0; i < rowCount; i++) {
      const row = this.scene.order[i];
      if (!isMeant(row)) continue;
      const [x, y] = view.toScreen(this.scene.positions[2 * row], this.scene.positions[2 * row + 1]);
      if (!(x > -radius && y > -radius && x < view.width + radius && y < view.height + radius)) continue;
      let path = paths.get(this.scene.slots[row]);
      if (!path) paths.set(this.scene.slots[row], path = new Path2D());
      if (diameter >= roundFrom) {
        path.moveTo(x + radius, y);
        path.arc(x, y, radius, 0, 2 * Math.PI);
      } else {
        path.rect(x - radius, y - radius, diameter, diameter);
      }
    }

    this.context.globalAlpha = alpha;
    for (const [slot, path] of paths) {
      this.context.fillStyle = css(this.scene.colours[slot]);
      this.context.fill(path, 'nonzero');
    }
  }
}
