import { render } from 'preact';
import { LiveApp } from './live/LiveApp';
import { LiveHead } from './live/LiveHead';
import { start } from './page/start';
import { MapApp } from './views/MapApp';
import './styles/controls.css';
import './styles/map.css';
import './styles/live.css';

/** The page that `sargam serve` sends. */
start((table, place) => {
  if (!table.meta.served) return render(<MapApp table={table} />, place);
  const head = document.createElement('div');
  head.id = 'live-head';
  document.querySelector('main > header')?.after(head);
  render(<LiveHead run={table.meta.run ?? ''} />, head);
  render(<LiveApp table={table} />, place);
});
