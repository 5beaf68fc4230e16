import type { Colouring } from '../data/colouring';
import { playlist, save, table as toTable } from '../data/exports';
import type { Table } from '../data/read';
import type { Tracks } from '../data/tracks';

interface Props {
  rows: number[];
  current: number;
  tracks: Tracks;
  table: Table;
  colourings: (() => Colouring)[];
  /** What to do with the rows where there is a server; a report saves a file. */
  onTake: ((rows: number[]) => void) | null;
  onChoose(row: number): void;
  onToggle(row: number): void;
  onClear(): void;
}

const listed = 100;

/** What is selected, and ways to take it along. */
export function SelectionPanel({ rows, current, tracks, table, colourings, onTake, onChoose, onToggle, onClear }: Props) {
  const { root, title } = table.meta;
  const name = `${title}, ${rows.length} tracks`;
  const savePlaylist = () => save('selection.m3u8', 'audio/x-mpegurl', playlist(name, rows, tracks, root ?? '', location.href));
  const saveTable = () => save('selection.csv', 'text/csv', toTable(rows, tracks, colourings.map(colouring => colouring())));
  return (
    <section class="selection" aria-label="Selection">
      <h3>Selected <span class="quiet">{rows.length.toLocaleString('en')}</span></h3>
      {rows.length === 0 && <p class="hint">Draw round tracks with the lasso, or click a line of the legend.</p>}
      {current >= 0 && (
        <button type="button" class="current" onClick={() => onToggle(current)}>
          {rows.includes(current) ? 'Remove' : 'Add'} <bdi>{tracks.title(current)}</bdi>
        </button>
      )}
      {rows.length > 0 && (
        <>
          <div class="buttons">
            {onTake && <button type="button" onClick={() => onTake(rows)}>To playlist</button>}
            {!onTake && root !== null && <button type="button" onClick={savePlaylist}>Save playlist</button>}
            <button type="button" onClick={saveTable}>Save table</button>
            <button type="button" onClick={onClear}>Clear</button>
          </div>
          <ol tabIndex={0} aria-label="Selected tracks">
            {rows.slice(0, listed).map(row => <li key={row}><button type="button" onClick={() => onChoose(row)}><bdi>{tracks.title(row)}</bdi></button></li>)}
            {rows.length > listed && <li class="hint">and {(rows.length - listed).toLocaleString('en')} more</li>}
          </ol>
        </>
      )}
    </section>
  );
}
