import { Icon } from './Icon';
import type { Player, Song } from './player';
import { useShared } from './shared';

interface Props {
  player: Player;
  song: Song;
  /** Where the song comes from, in words. */
  from: string;
  /** The list that it is part of. */
  songs?: Song[];
  /** With a word beside the picture. */
  isWide?: boolean;
  /** Left out of the order of keys: there is another way to the same. */
  isExtra?: boolean;
}

/** Plays a song, or says that there is nothing to play. */
export function PlayButton({ player, song, from, songs, isWide, isExtra }: Props) {
  const playing = useShared(player);
  if (song.playable === false) return isWide ? <span class="no-audio">The audio is missing</span> : <span class="no-audio">no audio</span>;
  const isOn = playing.isPlaying && player.song?.id === song.id;
  const word = isOn ? 'Pause' : 'Play';
  return (
    <button
      type="button" class={isWide ? 'play is-wide' : 'play'} tabIndex={isExtra ? -1 : undefined} aria-label={isWide ? undefined : `${word} ${song.title}`} title={isWide ? undefined : word}
      onPointerDown={event => event.preventDefault()}
      onClick={event => { event.stopPropagation(); player.toggle(song, from, songs?.filter(other => other.playable !== false)); }}
    >
      <Icon shape={isOn ? 'pause' : 'play'} />{isWide && word}
    </button>
  );
}
