import { useMemo, useState } from 'preact/hooks';
import type { Table } from '../data/read';
import { Tracks } from '../data/tracks';
import type { Additions, MapState } from '../views/additions';
import { MapApp } from '../views/MapApp';
import { api } from './api';
import { PlayButton } from './PlayButton';
import { Player, type Song } from './player';
import { PlayerBar } from './PlayerBar';
import { noDraft, PlaylistPanel, type Draft } from './PlaylistPanel';
import { SecondMap } from './SecondMap';
import { runBeside, useShared } from './shared';
import { TrackPanel } from './TrackPanel';
import { count } from './words';

/** The chosen track stands in the address, so that it stays chosen in another run, and after loading again. */
const trackIn = (address: string): string => /^#track=([0-9a-f]{32})$/.exec(address)?.[1] ?? '';

/** Nobody orders more by hand. */
const maxTaken = 1000;

/** The map with all that a server behind it can do. */
export function LiveApp({ table }: { table: Table }) {
  const run = table.meta.run ?? '';
  const tracks = useMemo(() => new Tracks(table), []);
  const player = useMemo(() => new Player(), []);
  const first = useMemo(() => tracks.rowOf(trackIn(location.hash)), []);
  const beside = useShared(runBeside);
  const [kin, setKin] = useState<number[]>([]);
  const [hotKin, setHotKin] = useState(-1);
  const [draft, setDraft] = useState<Draft>(noDraft);
  const [latest] = useState<{ state: MapState | null }>({ state: null });

  const songOf = (row: number): Song => ({ id: tracks.id(row), title: tracks.title(row), artist: '' });
  const add = (songs: Song[]) => {
    const known = new Set(draft.songs.map(song => song.id));
    const fresh = songs.filter(song => !known.has(song.id));
    if (fresh.length > 0) setDraft({ ...draft, songs: [...draft.songs, ...fresh], made: undefined });
    latest.state?.say(fresh.length === 0 ? 'The playlist has it already.' : `${count(fresh.length, 'track')} added to the playlist below the map.`);
  };
  const additions: Additions = {
    kin, hotKin, first, heading: `Run ${run}`,
    find: async words => (await api.find(words, run)).tracks.map(track => tracks.rowOf(track.id)).filter(row => row >= 0),
    play: row => player.toggle(songOf(row), 'Chosen on the map'),
    button: row => <PlayButton player={player} song={songOf(row)} from="Chosen on the map" isExtra />,
    take: rows => add(rows.slice(0, maxTaken).map(songOf)),
    chosen: row => history.replaceState(null, '', row >= 0 ? `#track=${tracks.id(row)}` : location.pathname),
    beside: state => beside === null ? null : <SecondMap key={beside} run={beside} state={state} />,
    below: state => {
      latest.state = state;
      return (
        <div class="live">
          <TrackPanel state={state} run={run} player={player} onKin={setKin} onHot={setHotKin} onAdd={add} />
          <PlaylistPanel state={state} run={run} player={player} draft={draft} onDraft={setDraft} />
        </div>
      );
    },
  };
  const show = (id: string) => {
    const row = tracks.rowOf(id);
    if (row >= 0) latest.state?.goTo(row);
  };
  return (
    <>
      <MapApp table={table} additions={additions} />
      <PlayerBar player={player} onShow={show} />
    </>
  );
}
