import type { Scatter } from './scatter';

export interface GestureEvents {
  /** The pointer came over a row, or over none (-1). */
  hover(row: number): void;
  /** A row was clicked or tapped; -1 for the ground. */
  choose(row: number): void;
  /** The outline drawn so far; empty when the drawing ends. */
  outline(polygon: [number, number][]): void;
  lassoed(rows: number[]): void;
  /** Somebody turned the wheel without having taken hold of the map. */
  wheelIgnored(): void;
}

type Place = [x: number, y: number];

/** A finger that rests so long asks what lies under it. */
const holdAfter = 450;

/** How far from a point one may aim: fingers hide what they point at. */
const reaches = { touch: 24, other: 10 };

const reachOf = (event: PointerEvent): number => event.pointerType === 'touch' ? reaches.touch : reaches.other;

/** Cards with buttons lie on the map and are not part of it. */
const isOnCard = (event: Event): boolean => (event.target as Element).closest('.tip') !== null;

/**
 * Mouse, pen and touch. The page must stay scrollable, so wheel and vertical swipes move the map only once it has been clicked or
 * tapped (it has the focus then), or with Ctrl held.
 */
export class Gestures {
  /** Whether dragging draws an outline. */
  lasso = false;
  private readonly pointers = new Map<number, Place>();
  private polygon: Place[] = [];
  private travelled = 0;
  private holding = 0;
  /** Whether the finger rested until the card came: lifting it then means no more. */
  private held = false;

  constructor(private readonly host: HTMLElement, private readonly scatter: Scatter, private readonly events: GestureEvents) {
    host.addEventListener('pointerdown', event => this.down(event));
    host.addEventListener('pointermove', event => this.move(event));
    host.addEventListener('pointerup', event => this.up(event));
    host.addEventListener('pointercancel', event => this.cancel(event));
    host.addEventListener('pointerleave', event => { if (event.pointerType === 'mouse') events.hover(-1); });
    host.addEventListener('wheel', event => this.wheel(event), { passive: false });
    host.addEventListener('dblclick', event => { if (!isOnCard(event)) this.zoom(this.place(event), 2); });
    host.addEventListener('contextmenu', event => { if (this.held || this.holding) event.preventDefault(); });
  }

  private place(event: MouseEvent): Place {
    const box = this.host.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  private down(event: PointerEvent): void {
    if (event.button !== 0 || isOnCard(event)) return;
    const place = this.place(event);
    this.pointers.set(event.pointerId, place);
    this.travelled = 0;
    this.polygon = this.lasso || event.shiftKey ? [place] : [];
    if (event.isTrusted) this.host.setPointerCapture(event.pointerId);
    this.letGo();
    this.held = false;
    if (event.pointerType === 'touch' && this.pointers.size === 1 && !this.lasso) this.hold(place);
  }

  private move(event: PointerEvent): void {
    const place = this.place(event);
    const before = this.pointers.get(event.pointerId);
    if (!before) {
      if (!isOnCard(event)) this.events.hover(this.scatter.rowAt(...place, reachOf(event)));
      return;
    }
    this.travelled += distance(before, place);
    if (this.travelled >= 5) this.letGo();
    if (this.pointers.size === 2) this.pinch(event.pointerId, before, place);
    else if (this.polygon.length > 0) this.draw(place);
    else this.pan(before, place);
    this.pointers.set(event.pointerId, place);
  }

  private hold(place: Place): void {
    this.holding = window.setTimeout(() => {
      this.holding = 0;
      this.held = true;
      this.events.choose(this.scatter.rowAt(...place, reaches.touch));
    }, holdAfter);
  }

  private letGo(): void {
    clearTimeout(this.holding);
    this.holding = 0;
  }

  private pan(from: Place, to: Place): void {
    this.scatter.view.panBy(to[0] - from[0], to[1] - from[1]);
    this.scatter.moved();
  }

  private draw(place: Place): void {
    if (distance(this.polygon[this.polygon.length - 1], place) < 3) return;
    this.polygon.push(place);
    this.events.outline(this.polygon);
  }

  private pinch(id: number, before: Place, place: Place): void {
    this.polygon = [];
    const other = [...this.pointers].find(([otherId]) => otherId !== id)![1];
    const middle: Place = [(other[0] + place[0]) / 2, (other[1] + place[1]) / 2];
    this.scatter.view.panBy((place[0] - before[0]) / 2, (place[1] - before[1]) / 2);
    this.zoom(middle, distance(other, place) / Math.max(1, distance(other, before)));
  }

  private up(event: PointerEvent): void {
    const place = this.place(event);
    if (!this.pointers.delete(event.pointerId)) return;
    this.letGo();

    // Not every browser gives the focus to what a finger taps.
    if (this.travelled < 5) this.host.focus({ preventScroll: true });
    if (this.polygon.length > 2) this.events.lassoed(this.scatter.rowsInside(this.polygon));
    else if (this.travelled < 5 && !this.held) this.events.choose(this.scatter.rowAt(...place, reachOf(event)));
    this.endOutline();
  }

  private cancel(event: PointerEvent): void {
    this.pointers.delete(event.pointerId);
    this.letGo();
    this.endOutline();
  }

  private endOutline(): void {
    this.polygon = [];
    this.events.outline([]);
  }

  private wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey && !this.host.contains(document.activeElement)) return this.events.wheelIgnored();
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 18 : event.deltaY;

    // A trackpad's pinch arrives as a wheel with Ctrl, in much smaller steps.
    const speed = event.ctrlKey && Math.abs(pixels) < 40 ? 0.01 : 0.002;
    this.zoom(this.place(event), Math.exp(-Math.max(-400, Math.min(400, pixels)) * speed));
  }

  private zoom(at: Place, factor: number): void {
    this.scatter.view.zoomAt(at[0], at[1], factor);
    this.scatter.moved();
  }
}

const distance = (a: Place, b: Place): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
