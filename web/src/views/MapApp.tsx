import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { colouringOf } from '../data/colouring';
import { coloursOf } from '../data/colours';
import type { Table } from '../data/read';
import { SearchIndex } from '../data/search';
import { Tracks } from '../data/tracks';
import { zoom } from '../map/keys';
import { Points } from '../map/points';
import type { Scatter } from '../map/scatter';
import { isDark, whenThemeChanges } from '../page/theme';
import type { Additions, MapState } from './additions';
import { Legend } from './Legend';
import { MapFrame } from './MapFrame';
import { Picker } from './Picker';
import { SearchBox } from './SearchBox';
import { SelectionPanel } from './SelectionPanel';

/** The interactive map: what is shown, chosen and found, and the parts that show it. */
export function MapApp({ table, additions }: { table: Table; additions?: Additions }) {
  const { meta } = table;
  const tracks = useMemo(() => new Tracks(table), []);
  const colourings = useMemo(() => meta.colourBy.map(lazily(by => colouringOf(table, by))), []);
  const maps = useMemo(() => meta.maps.map((_, i) => i).map(lazily(i => new Points(table.codes(`x${i}`), table.codes(`y${i}`)))), []);
  const index = useMemo(() => new SearchIndex(tracks.count, row =>
    [tracks.title(row), ...meta.colourBy.flatMap((by, i) => by.kind === 'category' ? [colourings[i]().valueOf(row)] : [])].join(' ')), []);

  const [map, setMap] = useState(0);
  const [by, setBy] = useState(0);
  const [dark, setDark] = useState(isDark);
  const [entry, setEntry] = useState(-1);
  const [selection, setSelection] = useState<number[]>([]);
  const [matches, setMatches] = useState<number[] | null>(null);
  const [current, setCurrent] = useState(additions?.first ?? -1);
  const [lasso, setLasso] = useState(false);
  const [status, setStatus] = useState('');
  const scatter = useRef<Scatter | null>(null);
  const search = useRef<HTMLInputElement>(null);

  useEffect(() => whenThemeChanges(() => setDark(isDark())), []);
  useEffect(() => { if (current >= 0) scatter.current?.centreOn(current); }, []);
  useEffect(() => additions?.chosen(current), [current]);
  const colouring = colourings[by]();
  const colours = useMemo(() => coloursOf(colouring, meta.palette, dark), [colouring, dark]);
  const rowsOf = (wanted: number) => rowsWhere(colouring.entryOf, wanted);
  const marked = useMemo(
    () => entry >= 0 ? rowsOf(entry) : selection.length > 0 ? selection : matches,
    [entry, colouring, selection, matches]);

  const describe = (row: number) =>
    `${tracks.title(row)}; ${meta.colourBy.map((each, i) => `${each.label}: ${colourings[i]().valueOf(row)}`).join(', ')}${selection.includes(row) ? ', selected' : ''}`;
  const select = (rows: number[], how: string) => {
    setSelection(rows);
    setStatus(rows.length === 0 ? 'Nothing is selected.' : `${count(rows.length)} selected${how}.`);
  };
  const toggle = (row: number) => select(selection.includes(row) ? selection.filter(other => other !== row) : [...selection, row], '');
  const toggleEntry = (wanted: number) => {
    const rows = rowsOf(wanted);
    const chosen = new Set(selection);
    const isIn = rows.every(row => chosen.has(row));
    for (const row of rows) if (isIn) chosen.delete(row); else chosen.add(row);
    setEntry(-1);
    select([...chosen], '');
  };
  const goTo = (row: number) => {
    setCurrent(row);
    scatter.current?.centreOn(row);
    setStatus(describe(row));
  };

  const choose = (row: number) => {
    setCurrent(row);
    if (row >= 0) setStatus(describe(row));
  };
  const state: MapState = { table, tracks, current, selection, dark, goTo, choose, toggle, select, say: setStatus };
  const beside = additions?.beside(state);

  return (
    <div class="map-app">
      <div class="controls">
        <Picker label="Colour by" options={meta.colourBy.map(each => each.label)} value={by} onChange={value => { setBy(value); setEntry(-1); }} />
        {meta.maps.length > 1 && <Picker label="Map" options={meta.maps.map(each => each.name)} value={map} onChange={setMap} />}
        <SearchBox index={index} tracks={tracks} input={search} onMatches={setMatches} onChoose={goTo} additions={additions} />
        <div class="buttons" role="group" aria-label="View">
          <button type="button" aria-pressed={lasso} onClick={() => setLasso(!lasso)} title="Draw round tracks to select them (L, or drag with Shift)">Lasso</button>
          <button type="button" onClick={() => scatter.current && zoom(scatter.current, 1.6)} aria-label="Zoom in" title="Zoom in (+)">+</button>
          <button type="button" onClick={() => scatter.current && zoom(scatter.current, 1 / 1.6)} aria-label="Zoom out" title="Zoom out (-)">−</button>
          <button type="button" onClick={() => { scatter.current?.view.fit(); scatter.current?.moved(); }} title="Show everything (0)">Fit</button>
        </div>
      </div>
      <div class={beside ? 'map-row is-double' : 'map-row'}>
        <MapFrame
          title={meta.title} points={maps[map]()} colouring={colouring} colours={colours} marked={marked} current={current} lasso={lasso}
          scatterRef={scatter} tracks={tracks} values={row => meta.colourBy.map((each, i) => [each.label, colourings[i]().valueOf(row)])}
          additions={additions} onStep={choose} onChoose={choose}
          onToggle={toggle}
          onLassoed={rows => { setLasso(false); select(rows, ' by the lasso'); }}
          onLasso={() => setLasso(!lasso)}
          onClear={() => { setLasso(false); setCurrent(-1); if (selection.length > 0) select([], ''); }}
          onSearch={() => search.current?.focus()}
        />
        {beside}
        <aside class="side">
          <Legend colouring={colouring} colours={colours} selection={selection} onHighlight={setEntry} onToggle={toggleEntry} />
          <SelectionPanel
            rows={selection} current={current} tracks={tracks} table={table} colourings={colourings} onTake={additions?.take ?? null} onChoose={goTo} onToggle={toggle} onClear={() => select([], '')} />
        </aside>
      </div>
      <p class="status" role="status">{status}</p>
      <p class="caption">{count(meta.n)}. Map: {meta.maps[map].caption}.</p>
      {additions?.below(state)}
    </div>
  );
}

const count = (tracks: number): string => tracks === 1 ? '1 track' : `${tracks.toLocaleString('en')} tracks`;

function rowsWhere(entryOf: Uint16Array, wanted: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < entryOf.length; row++) if (entryOf[row] === wanted) rows.push(row);
  return rows;
}

/** Makes a thing when it is first asked for: most of the ways to colour are never looked at. */
function lazily<TFrom, T>(make: (from: TFrom) => T): (from: TFrom) => () => T {
  return from => {
    let made: T | undefined;
    return () => made ??= make(from);
  };
}
