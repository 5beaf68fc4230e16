import type { Colouring } from '../data/colouring';
import type { Points } from './points';

/** A group's name and the place on the map where it stands. */
export interface Name {
  text: string;
  x: number;
  y: number;
}

/** More names than this hide the map. */
const maxNames = 40;

/** Each group's name at the point nearest to its median, so that no name stands where its group is not. */
export function namesOn(points: Points, colouring: Colouring, textOf: (entry: number) => string | null): Name[] {
  const rows: number[][] = colouring.entries.map(() => []);
  if (rows.length > maxNames) return [];
  for (let row = 0; row < colouring.entryOf.length; row++) if (points.isPlaced(row)) rows[colouring.entryOf[row]].push(row);
  const names: Name[] = [];
  rows.forEach((members, entry) => {
    const text = members.length > 0 ? textOf(entry) : null;
    if (text === null) return;
    const x = median(members.map(row => points.positions[2 * row]));
    const y = median(members.map(row => points.positions[2 * row + 1]));
    const nearest = nearestOf(points, members, x, y);
    names.push({ text, x: points.positions[2 * nearest], y: points.positions[2 * nearest + 1] });
  });
  return names;
}

function nearestOf(points: Points, rows: number[], x: number, y: number): number {
  const squared = (row: number) => (points.positions[2 * row] - x) ** 2 + (points.positions[2 * row + 1] - y) ** 2;
  return rows.reduce((best, row) => squared(row) < squared(best) ? row : best);
}

function median(values: number[]): number {
  return Float64Array.from(values).sort()[values.length >> 1];
}
