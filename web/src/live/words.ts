/** Seconds as minutes: 3:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const count = (number: number, one: string): string => `${number.toLocaleString('en')} ${number === 1 ? one : `${one}s`}`;

export const percent = (share: number): string => `${Math.round(100 * share)} %`;

/** "Artist – Title", as the map calls it. */
export const called = (track: { title: string; artist: string }): string => track.artist ? `${track.artist} – ${track.title}` : track.title;
