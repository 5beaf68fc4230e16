import type { Rgb } from '../data/colours';
import type { View } from './view';

/** What is painted. Arrays are shared, not copied: after writing to one, say so to the painter. */
export interface Scene {
  positions: Float32Array<ArrayBuffer>;
  /** The rows in random order: any first part of it is a fair sample of the whole. */
  order: Uint32Array<ArrayBuffer>;
  /** Index of each row's colour. */
  slots: Uint8Array<ArrayBuffer>;
  /** 1 for rows that stand out. */
  marks: Uint8Array<ArrayBuffer>;
  /** Whether rows without a mark are dimmed. */
  dims: boolean;
  colours: Rgb[];
}

/** Paints the first rows of a scene's order on a canvas of its own. */
export interface Painter {
  readonly kind: 'webgl2' | 'canvas2d';
  readonly canvas: HTMLCanvasElement;
  /** Say what changed in the scene since the last time. */
  update(what: 'positions' | 'slots' | 'marks' | 'colours'): void;
  paint(view: View, rowCount: number, diameter: number): void;
  dispose(): void;
}

/** A fixed shuffle, so that the same report gives the same picture (Fisher and Yates; numbers by xorshift). */
export function shuffled(count: number): Uint32Array<ArrayBuffer> {
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  let state = 0x9e3779b9;
  for (let i = count - 1; i > 0; i--) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    const other = (state >>> 0) % (i + 1);
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

export const opacity = { plain: 0.88, marked: 0.95, dimmed: 0.1 };

export function newCanvas(): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  return canvas;
}

/** Fits the canvas to the view; more than two device pixels per pixel cost much and show nothing. */
export function fitCanvas(canvas: HTMLCanvasElement, view: View): number {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)];
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  return ratio;
}
