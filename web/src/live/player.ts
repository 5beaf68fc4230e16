import { api } from './api';
import { Shared } from './shared';

/** What can be played: enough of a track to name it. */
export interface Song {
  id: string;
  title: string;
  artist: string;
  playable?: boolean;
}

export interface Playing {
  /** Where the songs come from, in words. */
  from: string;
  songs: Song[];
  /** The song in the player; -1 for none. */
  at: number;
  isPlaying: boolean;
  /** Position and length in seconds; the length is 0 until it is known. */
  seconds: number;
  length: number;
  /** Why it does not play; empty when it does. */
  problem: string;
}

const silence: Playing = { from: '', songs: [], at: -1, isPlaying: false, seconds: 0, length: 0, problem: '' };

/** Plays lists of songs, one after another. */
export class Player extends Shared<Playing> {
  readonly audio = document.createElement('audio');

  constructor() {
    super(silence);
    const { audio } = this;
    audio.hidden = true;
    audio.preload = 'auto';
    document.body.append(audio);
    audio.addEventListener('play', () => this.change({ isPlaying: true, problem: '' }));
    audio.addEventListener('pause', () => this.change({ isPlaying: false }));
    audio.addEventListener('timeupdate', () => this.change({ seconds: audio.currentTime }));
    audio.addEventListener('durationchange', () => this.change({ length: Number.isFinite(audio.duration) ? audio.duration : 0 }));
    audio.addEventListener('ended', () => { if (this.hasNext) this.step(1); });
    audio.addEventListener('error', () => void this.failed());
  }

  get song(): Song | null {
    return this.value.songs[this.value.at] ?? null;
  }

  get hasNext(): boolean {
    return this.value.at + 1 < this.value.songs.length;
  }

  /** Plays a song of a list; the one that plays already, it stops or starts again. */
  toggle(song: Song, from: string, songs: Song[] = [song]): void {
    if (this.song?.id === song.id && this.value.problem === '') return this.pause();
    this.value = { ...silence, from, songs, at: songs.findIndex(other => other.id === song.id) };
    this.load();
  }

  /** Plays a list from its beginning; when that plays already, it goes on, and the list after it. */
  playAll(songs: Song[], from: string): void {
    const playable = songs.filter(song => song.playable !== false);
    if (playable.length === 0) return;
    if (this.song?.id === playable[0].id && this.value.problem === '') {
      this.change({ from, songs: playable, at: 0 });
      if (this.audio.paused) this.pause();
      return;
    }
    this.value = { ...silence, from, songs: playable, at: 0 };
    this.load();
  }

  pause(): void {
    if (this.audio.paused) void this.audio.play().catch(() => {});
    else this.audio.pause();
  }

  step(by: 1 | -1): void {
    const at = this.value.at + by;
    if (at < 0 || at >= this.value.songs.length) return;
    this.change({ at, seconds: 0, length: 0, problem: '' });
    this.load();
  }

  seek(seconds: number): void {
    this.audio.currentTime = seconds;
    this.change({ seconds });
  }

  close(): void {
    this.audio.pause();
    this.audio.removeAttribute('src');
    this.audio.load();
    this.value = silence;
  }

  private load(): void {
    const { song } = this;
    if (!song) return;
    this.audio.src = api.clip(song.id);
    void this.audio.play().catch(() => {});
  }

  private async failed(): Promise<void> {
    const { song } = this;
    if (!song || !this.audio.hasAttribute('src')) return;
    const cannot = this.audio.error?.code === MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED ? 'This browser cannot play the format.' : 'The browser could not go on playing it.';
    const problem = await api.clipProblem(song.id) || cannot;
    if (this.song?.id === song.id) this.change({ isPlaying: false, problem });
  }

  private change(part: Partial<Playing>): void {
    if (this.value.at >= 0) this.value = { ...this.value, ...part };
  }
}
