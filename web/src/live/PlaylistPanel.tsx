import { useState } from 'preact/hooks';
import type { MapState } from '../views/additions';
import { api, sentenceOf } from './api';
import type { PlaylistRequest } from './contract';
import { DraftList } from './DraftList';
import type { Player, Song } from './player';
import { PlaylistMaker } from './PlaylistMaker';
import { SavedPlaylists } from './SavedPlaylists';
import { count } from './words';

/** A playlist that is being made. */
export interface Draft {
  name: string;
  songs: Song[];
  notes: string[];
  /** What it was made by; absent once it was changed by hand. */
  made?: PlaylistRequest;
}

export const noDraft: Draft = { name: '', songs: [], notes: [] };

interface Props {
  state: MapState;
  run: string;
  player: Player;
  draft: Draft;
  onDraft(draft: Draft): void;
}

/** Makes playlists, and keeps those that were made. */
export function PlaylistPanel({ state, run, player, draft, onDraft }: Props) {
  const [said, setSaid] = useState('');
  const [problem, setProblem] = useState('');
  /** Grows with every change, so that the list of saved ones is asked for again. */
  const [version, setVersion] = useState(0);

  const attempt = async (work: () => Promise<string>): Promise<boolean> => {
    setProblem('');
    try {
      setSaid(await work());
      return true;
    } catch (refused) {
      setSaid('');
      setProblem(sentenceOf(refused));
      return false;
    }
  };
  const show = (songs: Song[]) => state.select(songs.map(song => state.tracks.rowOf(song.id)).filter(row => row >= 0), ', as in the playlist');

  return (
    <section class="playlists" aria-label="Playlists">
      <h3>Playlists</h3>
      <PlaylistMaker
        state={state}
        onMake={(request, name) => attempt(async () => {
          const made = { ...request, run };
          const { tracks, notes } = await api.preview(made);
          onDraft({ name, songs: tracks, notes, made });
          return tracks.length === 0 ? 'No track fits.' : `${count(tracks.length, 'track')} suggested.`;
        })}
      />
      {problem && <p class="problem" role="alert">{problem}</p>}
      <p class="said" role="status">{said}</p>
      {draft.songs.length > 0 && (
        <DraftList
          draft={draft} player={player} onDraft={onDraft} onShow={() => show(draft.songs)} onWalk={id => { const row = state.tracks.rowOf(id); if (row >= 0) state.goTo(row); }}
          onSave={name => void attempt(async () => {
            const saved = await api.save(name, draft.songs.map(song => song.id), draft.made);
            setVersion(version + 1);
            return `Saved as “${saved.name}”.`;
          })}
        />
      )}
      <SavedPlaylists
        version={version}
        onOpen={id => void attempt(async () => {
          const { name, tracks } = await api.playlist(id);
          onDraft({ name, songs: tracks, notes: [] });
          show(tracks);
          return `“${name}” is open: ${count(tracks.length, 'track')}.`;
        })}
        onDelete={(id, name) => attempt(async () => {
          await api.remove(id);
          setVersion(version + 1);
          return `“${name}” is deleted.`;
        })}
      />
    </section>
  );
}
