import { useEffect, useState } from 'preact/hooks';
import { api } from './api';
import { useAsked } from './asked';
import { PlayButton } from './PlayButton';
import type { Player, Song } from './player';
import { called, percent } from './words';

interface Props {
  id: string;
  name: string;
  run: string;
  player: Player;
  rowOf(id: string): number;
  onKin(rows: number[]): void;
  /** The row pointed at; -1 for none. */
  onHot(row: number): void;
  onWalk(row: number): void;
  onAdd(songs: Song[]): void;
}

/** Whether reasons come with what was measured; stays as it was chosen from track to track. */
let withNumbers = false;

/** "both fast (128 and 126 beats a minute)": the words, and the numbers for those who want them. */
function reason(text: string, i: number) {
  const at = text.indexOf(' (');
  const [words, values] = at > 0 && text.endsWith(')') ? [text.slice(0, at), text.slice(at)] : [text, ''];
  return <span key={i}>{i > 0 && '; '}<bdi>{words}{values && <span class="values">{values}</span>}</bdi></span>;
}

/** Tracks like one, nearest first, with what they share and what sets them apart; from each one can go on. */
export function SimilarList({ id, name, run, player, rowOf, onKin, onHot, onWalk, onAdd }: Props) {
  const { answer, problem } = useAsked(id, signal => api.similar(id, run, signal), 180);
  const [numbers, setNumbers] = useState(withNumbers);
  withNumbers = numbers;
  const songs = answer?.similar.map(each => each.track) ?? [];
  useEffect(() => {
    onKin(songs.map(song => rowOf(song.id)).filter(row => row >= 0));
    return () => { onKin([]); onHot(-1); };
  }, [answer]);

  return (
    <div class={numbers ? 'similar has-numbers' : 'similar'}>
      <div class="panel-head">
        <h4>Similar tracks</h4>
        {songs.length > 0 && (
          <div class="buttons">
            <button type="button" aria-pressed={numbers} onClick={() => setNumbers(!numbers)}>Numbers</button>
            <button type="button" onClick={() => player.playAll(songs, `Similar to ${name}`)}>Play all</button>
            <button type="button" onClick={() => onAdd(songs)}>Add all</button>
          </div>
        )}
      </div>
      <p class="aside" role="status">{problem || (answer ? `${songs.length} similar tracks` : '')}</p>
      {problem && <p class="problem">{problem}</p>}
      {!problem && !answer && <p class="hint">Looking for similar tracks …</p>}
      {answer && <p class="hint"><bdi>{answer.space}</bdi></p>}
      {answer?.sameRecording && answer.sameRecording.length > 0 && (
        <p class="hint">The same recording again: {answer.sameRecording.map((track, i) => <>{i > 0 && ', '}<bdi>{called(track)}</bdi></>)}.</p>
      )}
      <ol>
        {answer?.similar.map(({ track, similarity, agrees, differs }) => {
          const row = rowOf(track.id);
          return (
            <li key={track.id} onPointerEnter={() => onHot(row)} onPointerLeave={() => onHot(-1)}>
              <PlayButton player={player} song={track} from={`Similar to ${name}`} songs={songs} />
              <div class="similar-words">
                {row >= 0
                  ? <button type="button" class="walk" onClick={() => onWalk(row)} onFocus={() => onHot(row)} onBlur={() => onHot(-1)}><bdi>{called(track)}</bdi></button>
                  : <span><bdi>{called(track)}</bdi> <span class="quiet">(not in this run)</span></span>}
                {agrees.length > 0 && <p class="why">{agrees.map(reason)}</p>}
                {differs.length > 0 && <p class="why">but {differs.map(reason)}</p>}
              </div>
              <span class="share" title={`Similarity ${percent(similarity)}`}>{percent(similarity)}</span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}
