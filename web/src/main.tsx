import { render } from 'preact';
import { start } from './page/start';
import { MapApp } from './views/MapApp';
import './styles/controls.css';
import './styles/map.css';

/** The page of report.html. */
start((table, place) => render(<MapApp table={table} />, place));
