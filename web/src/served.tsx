import { render } from 'preact';
import { readTable } from './data/read';
import { addSlider } from './page/frames';
import { makeSortable } from './page/tables';
import { addThemeSwitch } from './page/theme';
import { MapApp } from './views/MapApp';
import './styles/controls.css';
import './styles/map.css';

/**
 * The report is complete without scripts: C# wrote it. This adds what only a live page can do, and leaves all as it was where
 * something fails.
 */
async function start(): Promise<void> {
  document.documentElement.classList.add('is-live');
  const head = document.querySelector('main > header');
  if (head) addThemeSwitch(head);
  document.querySelectorAll<HTMLTableElement>('main table').forEach(makeSortable);
  document.querySelectorAll<HTMLElement>('[data-slider]').forEach(addSlider);

  const place = document.getElementById('live-map');
  const table = await readTable(document);
  if (!place || !table) return;
  render(<MapApp table={table} />, place);
  document.documentElement.classList.add('has-live-map');
}

start().catch((error: unknown) => {
  const place = document.getElementById('live-map');
  document.documentElement.classList.remove('has-live-map');
  if (place) place.textContent = `The interactive map could not be opened (${error instanceof Error ? error.message : String(error)}); the picture below shows the same.`;
});
