import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from './api';
import { useAsked } from './asked';
import type { SavedPlaylist } from './contract';
import { count } from './words';

interface Props {
  version: number;
  onOpen(id: string): void;
  onDelete(id: string, name: string): Promise<boolean>;
}

/** The playlists of the workspace. */
export function SavedPlaylists({ version, onOpen, onDelete }: Props) {
  const { answer, problem } = useAsked(`playlists ${version}`, signal => api.playlists(signal));
  const [doubtful, setDoubtful] = useState('');
  const known = useRef<SavedPlaylist[] | null>(null);
  if (answer) known.current = answer.playlists;
  const heading = useRef<HTMLHeadingElement>(null);
  const grave = useRef<HTMLButtonElement>(null);
  useEffect(() => grave.current?.focus(), [doubtful]);
  const remove = async (id: string, name: string) => {
    setDoubtful('');
    if (await onDelete(id, name)) heading.current?.focus();
  };

  return (
    <div class="saved">
      <h4 ref={heading} tabIndex={-1}>Saved</h4>
      {problem && <p class="problem">{problem}</p>}
      {known.current?.length === 0 && <p class="hint">None yet. Saved playlists are files that any player opens.</p>}
      <ul>
        {known.current?.map(({ id, name, tracks, madeFrom }) => (
          <li key={id}>
            <div class="saved-words">
              <bdi>{name}</bdi>
              <p class="why">{count(tracks, 'track')}{madeFrom && <> · <bdi>{madeFrom}</bdi></>}</p>
            </div>
            {doubtful === id ? (
              <div class="buttons" role="group" aria-label={`Delete ${name}?`}>
                <button type="button" class="is-grave" ref={grave} onClick={() => void remove(id, name)}>Delete it</button>
                <button type="button" onClick={() => setDoubtful('')}>Keep it</button>
              </div>
            ) : (
              <div class="buttons">
                <button type="button" aria-label={`Open ${name}`} onClick={() => onOpen(id)}>Open</button>
                <a class="as-button" href={api.m3u8(id)} download="" aria-label={`Export ${name}`}>Export</a>
                <button type="button" aria-label={`Delete ${name}`} onClick={() => setDoubtful(id)}>Delete</button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
