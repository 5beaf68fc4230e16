import type { MapState } from '../views/additions';
import { api } from './api';
import { useAsked } from './asked';
import { PlayButton } from './PlayButton';
import type { Player, Song } from './player';
import { SimilarList } from './SimilarList';
import { called, clock, percent } from './words';

interface Props {
  state: MapState;
  run: string;
  player: Player;
  onKin(rows: number[]): void;
  onHot(row: number): void;
  onAdd(songs: Song[]): void;
}

/** Stepping along the map must not ask for every track on the way. */
const patience = 180;

/** What is known of the chosen track, and what is like it. */
export function TrackPanel({ state, run, player, onKin, onHot, onAdd }: Props) {
  const { tracks, current } = state;
  const id = current >= 0 ? tracks.id(current) : null;
  const { answer, problem } = useAsked(id, signal => api.track(id!, run, signal), patience);
  if (id === null) {
    return (
      <section class="track-panel" aria-label="Track">
        <h3>Listen</h3>
        <p class="hint">Click a track on the map, or find one by its title. Here you can then play it and see what is similar. On the map, the space key plays.</p>
      </section>
    );
  }

  const song: Song = { id, title: answer?.title ?? tracks.title(current), artist: answer?.artist ?? '', playable: answer?.playable };
  return (
    <section class="track-panel" aria-label="Track">
      <h3><bdi>{song.title}</bdi></h3>
      {answer && (
        <p class="track-line">
          {[answer.artist, answer.album].filter(Boolean).map(part => <><bdi>{part}</bdi> · </>)}
          {answer.seconds ? `${clock(answer.seconds)} · ` : ''}
          {answer.cluster === null ? 'in no cluster' : `Cluster ${answer.cluster}`}
          {answer.confidence !== null && answer.confidence !== undefined && `, ${percent(answer.confidence)} sure`}
        </p>
      )}
      {problem && <p class="problem">{problem}</p>}
      <div class="buttons">
        <PlayButton player={player} song={song} from="Chosen on the map" isWide />
        <button type="button" onClick={() => onAdd([song])}>Add to playlist</button>
      </div>
      {answer && <Details answer={answer} />}
      <SimilarList
        key={id} id={id} name={called(song)} run={run} player={player} rowOf={other => tracks.rowOf(other)} onKin={onKin} onHot={onHot}
        onWalk={state.goTo} onAdd={onAdd} />
    </section>
  );
}

function Details({ answer }: { answer: { labels?: Record<string, string>; path?: string; lyrics?: string | null } }) {
  const labels = Object.entries(answer.labels ?? {}).filter(([, value]) => value);
  return (
    <>
      {labels.length > 0 && (
        <dl class="labels">{labels.map(([name, value]) => <div key={name}><dt><bdi>{name}</bdi></dt><dd><bdi>{value}</bdi></dd></div>)}</dl>
      )}
      {answer.path && <p class="path"><bdi>{answer.path}</bdi></p>}
      {answer.lyrics && <details class="lyrics"><summary>First lines</summary><p dir="auto">{answer.lyrics}</p></details>}
    </>
  );
}
