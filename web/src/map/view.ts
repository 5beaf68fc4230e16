/** What part of a map is seen: its middle in map units, and CSS pixels per unit. Screen y grows downwards. */
export class View {
  x = 0;
  y = 0;
  scale = 1;
  width = 1;
  height = 1;
  private fitted = 1;

  private bounds: Bounds = { left: 0, bottom: 0, right: 1, top: 1 };

  /** How far in: 1 shows everything. */
  get zoom(): number {
    return this.scale / this.fitted;
  }

  setBounds(bounds: Bounds): void {
    this.bounds = bounds;
    this.fit();
  }

  /** Keeps the middle and the zoom. */
  resize(width: number, height: number): void {
    const zoom = this.zoom;
    [this.width, this.height] = [Math.max(1, width), Math.max(1, height)];
    this.fitted = this.fittingScale();
    this.scale = this.fitted * zoom;
  }

  fit(): void {
    const { left, right, bottom, top } = this.bounds;
    [this.x, this.y] = [(left + right) / 2, (bottom + top) / 2];
    this.scale = this.fitted = this.fittingScale();
  }

  panBy(dx: number, dy: number): void {
    this.x -= dx / this.scale;
    this.y += dy / this.scale;
    this.stayNear();
  }

  /** Zooms so that what lies under the point stays there. */
  zoomAt(px: number, py: number, factor: number): void {
    const [x, y] = this.toMap(px, py);
    this.scale = Math.min(this.fitted * 2000, Math.max(this.fitted * 0.6, this.scale * factor));
    this.x = x - (px - this.width / 2) / this.scale;
    this.y = y + (py - this.height / 2) / this.scale;
    this.stayNear();
  }

  centre(x: number, y: number, minZoom: number): void {
    [this.x, this.y] = [x, y];
    this.scale = Math.max(this.scale, this.fitted * minZoom);
  }

  toScreen(x: number, y: number): [number, number] {
    return [(x - this.x) * this.scale + this.width / 2, this.height / 2 - (y - this.y) * this.scale];
  }

  toMap(px: number, py: number): [number, number] {
    return [(px - this.width / 2) / this.scale + this.x, (this.height / 2 - py) / this.scale + this.y];
  }

  private fittingScale(): number {
    const { left, right, bottom, top } = this.bounds;
    const margin = Math.min(28, this.width / 8);
    return Math.min((this.width - 2 * margin) / Math.max(1, right - left), (this.height - 2 * margin) / Math.max(1, top - bottom));
  }

  /** A map that was thrown out of sight is found by nobody. */
  private stayNear(): void {
    this.x = Math.min(this.bounds.right, Math.max(this.bounds.left, this.x));
    this.y = Math.min(this.bounds.top, Math.max(this.bounds.bottom, this.y));
  }
}

export interface Bounds {
  left: number;
  bottom: number;
  right: number;
  top: number;
}
