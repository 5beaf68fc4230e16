import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './Icon';
import { PlayButton } from './PlayButton';
import type { Player } from './player';
import { noDraft, type Draft } from './PlaylistPanel';
import { called, count } from './words';

interface Props {
  draft: Draft;
  player: Player;
  onDraft(draft: Draft): void;
  onShow(): void;
  onWalk(id: string): void;
  onSave(name: string): void;
}

/** A playlist before it is saved: order, leave out, name. */
export function DraftList({ draft, player, onDraft, onShow, onWalk, onSave }: Props) {
  const { songs, notes } = draft;
  const [name, setName] = useState(draft.name);
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => setName(draft.name), [draft.name]);

  /** Whoever uses the keys stays where they were. */
  const focus = (at: number, button: string) => requestAnimationFrame(() => {
    const row = list.current?.children[Math.max(0, Math.min(at, list.current.children.length - 1))];
    const wanted = row?.querySelector<HTMLButtonElement>(`.${button}:not(:disabled)`) ?? row?.querySelector<HTMLButtonElement>('.walk');
    wanted?.focus();
  });
  const move = (at: number, by: 1 | -1) => {
    const moved = [...songs];
    [moved[at], moved[at + by]] = [moved[at + by], moved[at]];
    onDraft({ ...draft, songs: moved, made: undefined });
    focus(at + by, by < 0 ? 'up' : 'down');
  };
  const leaveOut = (at: number) => {
    onDraft({ ...draft, songs: songs.filter((_, i) => i !== at), made: undefined });
    focus(at, 'out');
  };

  return (
    <div class="draft">
      <div class="panel-head">
        <h4>{count(songs.length, 'track')}</h4>
        <div class="buttons">
          <button type="button" onClick={() => player.playAll(songs, name || 'Playlist')}>Play all</button>
          <button type="button" onClick={onShow}>Show on the map</button>
          <button type="button" onClick={() => onDraft(noDraft)}>Clear</button>
        </div>
      </div>
      {notes.map((note, i) => <p key={i} class="hint"><bdi>{note}</bdi></p>)}
      <ol ref={list} aria-label="Tracks of the playlist">
        {songs.map((song, i) => (
          <li key={`${i} ${song.id}`}>
            <PlayButton player={player} song={song} from={name || 'Playlist'} songs={songs} />
            <button type="button" class="walk" onClick={() => onWalk(song.id)}><bdi>{called(song)}</bdi></button>
            <button type="button" class="small up" disabled={i === 0} aria-label={`Move up ${song.title}`} title="Up" onClick={() => move(i, -1)}><Icon shape="up" /></button>
            <button type="button" class="small down" disabled={i + 1 === songs.length} aria-label={`Move down ${song.title}`} title="Down" onClick={() => move(i, 1)}><Icon shape="down" /></button>
            <button type="button" class="small out" aria-label={`Leave out ${song.title}`} title="Leave out" onClick={() => leaveOut(i)}><Icon shape="close" /></button>
          </li>
        ))}
      </ol>
      <form class="naming" aria-label="Save the playlist" onSubmit={event => { event.preventDefault(); onSave(name.trim()); }}>
        <label><span>Name</span><input type="text" dir="auto" required maxLength={120} value={name} onInput={event => setName(event.currentTarget.value)} /></label>
        <div class="buttons"><button type="submit" class="is-main">Save</button></div>
      </form>
    </div>
  );
}
