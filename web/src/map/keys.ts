import type { Scatter } from './scatter';

export interface KeyEvents {
  /** The row that the keys are on now. */
  step(row: number): void;
  toggle(row: number): void;
  /** Null where nothing can be played: then the space key selects. */
  play: ((row: number) => void) | null;
  lasso(): void;
  clear(): void;
  search(): void;
}

const directions: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** What a key does on the map. `current` is the row that the keys are on, -1 for none. Returns whether the key meant something. */
export function pressKey(event: KeyboardEvent, scatter: Scatter, current: number, events: KeyEvents): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const direction = directions[event.key];
  if (direction && event.shiftKey) {
    scatter.view.panBy(-60 * direction[0], 60 * direction[1]);
    scatter.moved();
    return true;
  }

  if (direction) {
    const row = current < 0 ? nearestToMiddle(scatter) : scatter.points.next(current, ...direction);
    if (row >= 0) events.step(row);
    return true;
  }

  switch (event.key) {
    case '+': case '=': zoom(scatter, 1.5); break;
    case '-': case '_': zoom(scatter, 1 / 1.5); break;
    case '0': case 'Home': scatter.view.fit(); scatter.moved(); break;
    case 'Enter': if (current >= 0) events.toggle(current); break;
    case ' ': if (current >= 0) (events.play ?? events.toggle)(current); break;
    case 'l': case 'L': events.lasso(); break;
    case '/': events.search(); break;
    case 'Escape': events.clear(); break;
    default: return false;
  }
  return true;
}

export function zoom(scatter: Scatter, factor: number): void {
  scatter.view.zoomAt(scatter.view.width / 2, scatter.view.height / 2, factor);
  scatter.moved();
}

function nearestToMiddle(scatter: Scatter): number {
  const reach = Math.max(scatter.view.width, scatter.view.height) / scatter.view.scale;
  return scatter.points.nearest(scatter.view.x, scatter.view.y, reach);
}
