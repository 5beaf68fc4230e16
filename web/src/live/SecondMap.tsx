import { useMemo, useRef } from 'preact/hooks';
import { colouringOf } from '../data/colouring';
import { coloursOf } from '../data/colours';
import { readTable, type Table } from '../data/read';
import { Tracks } from '../data/tracks';
import { Points } from '../map/points';
import type { Scatter } from '../map/scatter';
import type { MapState } from '../views/additions';
import { MapFrame } from '../views/MapFrame';
import { api } from './api';
import { useAsked } from './asked';
import { runBeside } from './shared';
import { count } from './words';

/** Another run's map beside the first: what is chosen or selected in one is so in the other. */
export function SecondMap({ run, state }: { run: string; state: MapState }) {
  const { answer, problem } = useAsked(run, async signal => {
    const table = await readTable(await api.page(run, signal));
    if (!table) throw new Error('This run has no map.');
    return table;
  });
  return (
    <section class="second" aria-label={`Map of run ${run}`}>
      <div class="panel-head">
        <h3>Run <bdi>{run}</bdi></h3>
        <div class="buttons"><button type="button" onClick={() => { runBeside.value = null; }}>Close</button></div>
      </div>
      {problem ? <p class="problem" role="alert">{problem}</p> : answer ? <Beside table={answer} state={state} /> : <p class="hint" role="status">Loading its map …</p>}
    </section>
  );
}

function Beside({ table, state }: { table: Table; state: MapState }) {
  const tracks = useMemo(() => new Tracks(table), [table]);
  const points = useMemo(() => new Points(table.codes('x0'), table.codes('y0')), [table]);
  const colouring = useMemo(() => colouringOf(table, table.meta.colourBy[0]), [table]);
  const colours = useMemo(() => coloursOf(colouring, table.meta.palette, state.dark), [colouring, state.dark]);
  const scatter = useRef<Scatter | null>(null);
  const here = (row: number) => tracks.rowOf(state.tracks.id(row));
  const there = (row: number) => row < 0 ? -1 : state.tracks.rowOf(tracks.id(row));
  const selected = useMemo(() => state.selection.map(here).filter(row => row >= 0), [table, state.selection]);

  const choose = (row: number) => {
    const first = there(row);
    if (row >= 0 && first < 0) state.say(`${tracks.title(row)} is not in this run.`);
    else if (first >= 0) state.goTo(first);
    else state.choose(-1);
  };
  return (
    <>
      <MapFrame
        title={`${table.meta.title}, run ${table.meta.run}`} points={points} colouring={colouring} colours={colours} marked={state.selection.length > 0 ? selected : null}
        current={state.current >= 0 ? here(state.current) : -1} lasso={false} scatterRef={scatter} tracks={tracks} values={row => [[colouring.by.label, colouring.valueOf(row)]]}
        onStep={choose} onChoose={choose} onToggle={row => { if (there(row) >= 0) state.toggle(there(row)); }}
        onLassoed={rows => state.select(rows.map(there).filter(row => row >= 0), ' on the other map')} onLasso={() => {}} onClear={() => state.choose(-1)} onSearch={() => {}}
      />
      <p class="hint" role="status">{spread(selected, state.selection.length, row => colouring.valueOf(row))}</p>
    </>
  );
}

/** "Of the 17 selected tracks, 12 are in Cluster 2, 3 in Cluster 0, 2 in other clusters." */
function spread(rows: number[], wanted: number, clusterOf: (row: number) => string): string {
  if (wanted === 0) return 'Select tracks, and this says where they are in the other run.';
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(clusterOf(row), (counts.get(clusterOf(row)) ?? 0) + 1);
  const parts = [...counts].sort((a, b) => b[1] - a[1]);
  const named = parts.slice(0, 3).map(([name, number]) => `${number.toLocaleString('en')} in ${name}`);
  const rest = parts.slice(3).reduce((sum, [, number]) => sum + number, 0);
  if (rest > 0) named.push(`${rest.toLocaleString('en')} elsewhere`);
  if (wanted > rows.length) named.push(`${(wanted - rows.length).toLocaleString('en')} not in that run`);
  return `Of ${count(wanted, 'selected track')}: ${named.join(', ')}.`;
}
