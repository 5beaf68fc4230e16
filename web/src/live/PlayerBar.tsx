import { useEffect } from 'preact/hooks';
import { Icon } from './Icon';
import type { Player } from './player';
import { useShared } from './shared';
import { clock } from './words';

/** What plays, at the foot of the window. */
export function PlayerBar({ player, onShow }: { player: Player; onShow(id: string): void }) {
  const { from, songs, at, isPlaying, seconds, length, problem } = useShared(player);
  const song = songs[at];
  useEffect(() => document.documentElement.classList.toggle('has-player', song !== undefined) as unknown as void, [song === undefined]);
  if (!song) return null;
  return (
    <section class="player" aria-label="Player">
      <div class="player-buttons">
        <button type="button" aria-label="Previous" disabled={at === 0} onClick={() => player.step(-1)}><Icon shape="previous" /></button>
        <button type="button" class="play" aria-label={isPlaying ? 'Pause' : 'Play'} onClick={() => player.pause()}><Icon shape={isPlaying ? 'pause' : 'play'} /></button>
        <button type="button" aria-label="Next" disabled={at + 1 >= songs.length} onClick={() => player.step(1)}><Icon shape="next" /></button>
      </div>
      <div class="player-song">
        <button type="button" class="player-title" title="Show it on the map" onClick={() => onShow(song.id)}>
          <bdi>{song.title}</bdi>{song.artist && <span class="quiet"> <bdi>{song.artist}</bdi></span>}
        </button>
        <p class="player-from">{songs.length > 1 ? `${at + 1} of ${songs.length} · ` : ''}<bdi>{from}</bdi></p>
      </div>
      {problem ? <p class="player-problem">{problem}</p> : (
        <div class="player-time">
          <span>{clock(seconds)}</span>
          <input
            type="range" min="0" max={length || 1} step="0.1" value={Math.min(seconds, length || 1)} disabled={length === 0} aria-label="Position"
            aria-valuetext={`${clock(seconds)} of ${clock(length)}`} onInput={event => player.seek(Number(event.currentTarget.value))}
          />
          <span>{clock(length)}</span>
        </div>
      )}
      <button type="button" class="player-close" aria-label="Close the player" onClick={() => player.close()}><Icon shape="close" /></button>
      <p class="aside" role="status">{problem ? `${song.title}: ${problem}` : isPlaying ? `Playing ${song.title}` : ''}</p>
    </section>
  );
}
