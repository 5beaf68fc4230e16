import { readTable, type Table } from '../data/read';
import { addSlider } from './frames';
import { makeSortable } from './tables';
import { addThemeSwitch } from './theme';

/**
 * The report is complete without scripts: C# wrote it. This adds what only a live page can do, and leaves all as it was where
 * something fails.
 */
export function start(show: (table: Table, place: HTMLElement) => void): void {
  begin(show).catch((error: unknown) => {
    const place = document.getElementById('live-map');
    document.documentElement.classList.remove('has-live-map');
    if (place) place.textContent = `The interactive map could not be opened (${error instanceof Error ? error.message : String(error)}); the picture below shows the same.`;
  });
}

async function begin(show: (table: Table, place: HTMLElement) => void): Promise<void> {
  document.documentElement.classList.add('is-live');
  const head = document.querySelector('main > header');
  if (head) addThemeSwitch(head);
  document.querySelectorAll<HTMLTableElement>('main table').forEach(makeSortable);
  document.querySelectorAll<HTMLElement>('[data-slider]').forEach(addSlider);

  const place = document.getElementById('live-map');
  const table = await readTable(document);
  if (!place || !table) return;
  show(table, place);
  document.documentElement.classList.add('has-live-map');
}
