import { useState } from 'preact/hooks';
import type { MapState } from '../views/additions';
import type { PlaylistKind, PlaylistRequest } from './contract';
import { count as counted } from './words';

interface Props {
  state: MapState;
  onMake(request: PlaylistRequest, name: string): void;
}

/** More seeds than this say nothing new, and make a long request. */
const maxSeeds = 500;

/** The longest playlist that can be asked for. */
const most = 1000;

const isWithin = (number: number): boolean => Number.isInteger(number) && number >= 1 && number <= most;

const kinds: [PlaylistKind, string][] = [['cluster', 'From a cluster'], ['seeds', 'Like chosen tracks'], ['path', 'From one track to another']];

/** Asks for what a playlist shall be made from. */
export function PlaylistMaker({ state, onMake }: Props) {
  const { tracks, table, current, selection } = state;
  const clusters = table.strings('cluster-names');
  const [kind, setKind] = useState<PlaylistKind>('cluster');
  const [cluster, setCluster] = useState(0);
  const [ends, setEnds] = useState<[from: number, to: number]>([-1, -1]);
  const [countText, setCountText] = useState('25');
  const [perArtistText, setPerArtistText] = useState('3');
  const [problem, setProblem] = useState('');
  const seeds = selection.length > 0 ? selection : current >= 0 ? [current] : [];

  const make = (event: Event) => {
    event.preventDefault();
    const [count, perArtist] = [Number(countText), Number(perArtistText)];
    const lacks = kind === 'seeds' && seeds.length === 0 ? 'Choose a track on the map, or select several, first.'
      : kind === 'path' && ends.some(row => row < 0) ? 'Choose both ends first: click a track on the map, then its button here.'
        : !isWithin(count) ? `Tracks must be a whole number from 1 to ${most}.` : !isWithin(perArtist) ? `Per artist must be a whole number from 1 to ${most}.` : '';
    setProblem(lacks);
    if (lacks) return;
    if (kind === 'cluster') return onMake({ kind, cluster, count, perArtist }, clusters[cluster]);
    if (kind === 'seeds') return onMake({ kind, seeds: seeds.slice(0, maxSeeds).map(row => tracks.id(row)), count: Math.max(count, Math.min(seeds.length, maxSeeds)), perArtist }, seeds.length === 1 ? `Like ${tracks.title(seeds[0])}` : `Like ${counted(seeds.length, 'track')}`);
    onMake({ kind, from: tracks.id(ends[0]), to: tracks.id(ends[1]), count, perArtist }, `From ${tracks.title(ends[0])} to ${tracks.title(ends[1])}`);
  };
  const end = (which: 0 | 1, label: string) => (
    <div class="end">
      <button type="button" disabled={current < 0} onClick={() => { setEnds(which === 0 ? [current, ends[1]] : [ends[0], current]); setProblem(''); }}>{label}</button>
      <span>{ends[which] >= 0 ? <bdi>{tracks.title(ends[which])}</bdi> : <span class="quiet">not chosen yet</span>}</span>
    </div>
  );

  return (
    <form class="maker" aria-label="Make a playlist" onSubmit={make} noValidate>
      <label>
        <span>Make it</span>
        <select value={kind} onChange={event => { setKind(event.currentTarget.value as PlaylistKind); setProblem(''); }}>
          {kinds.map(([value, words]) => <option key={value} value={value}>{words}</option>)}
        </select>
      </label>
      {kind === 'cluster' && (
        <label>
          <span>Cluster</span>
          <select value={cluster} onChange={event => setCluster(Number(event.currentTarget.value))}>
            {clusters.map((name, i) => <option key={i} value={i} dir="auto">{name}</option>)}
          </select>
        </label>
      )}
      {kind === 'seeds' && (
        <p class="hint">
          {seeds.length === 0 ? 'Choose a track on the map, or select several with the lasso or the legend.'
            : seeds.length === 1 ? <>Begins with <bdi>{tracks.title(seeds[0])}</bdi>.</>
              : seeds.length > maxSeeds ? `Begins with the first ${maxSeeds} of the ${seeds.length.toLocaleString('en')} selected tracks.` : `Begins with the ${seeds.length} selected tracks.`}
        </p>
      )}
      {kind === 'path' && <div class="ends">{end(0, 'Begin with the chosen track')}{end(1, 'End with the chosen track')}</div>}
      <label><span>Tracks</span><input type="number" min="1" max={most} value={countText} onInput={event => setCountText(event.currentTarget.value)} /></label>
      <label><span>Per artist</span><input type="number" min="1" max={most} value={perArtistText} onInput={event => setPerArtistText(event.currentTarget.value)} /></label>
      <div class="buttons"><button type="submit" class="is-main">Suggest</button></div>
      {problem && <p class="problem" role="alert">{problem}</p>}
    </form>
  );
}
