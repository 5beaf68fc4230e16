/** Seconds as minutes: 3:05. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export const count = (number: number, one: string): string => `${number.toLocaleString('en')} ${number === 1 ? one : `${one}s`}`;

/** Near the whole, a whole percent would make many different shares 100 %. */
export const percent = (share: number): string =>
  share >= 0.9995 ? '> 99.9 %' : share >= 0.99 ? `${(100 * share).toFixed(1)} %` : `${Math.round(100 * share)} %`;

/** "Artist – Title", as the map calls it. */
export const called = (track: { title: string; artist: string }): string => track.artist ? `${track.artist} – ${track.title}` : track.title;
