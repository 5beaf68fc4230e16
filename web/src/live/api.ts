import type { Found, OpenedPlaylist, PlaylistRequest, Preview, Progress, Runs, SavedPlaylist, Similar, TrackDetails } from './contract';

/** An answer that says why not, in a sentence for readers. */
export class Refusal extends Error {}

const of = encodeURIComponent;

/** The server's interface. Everything that the page asks of anybody goes through here. */
export const api = {
  runs: (signal?: AbortSignal) => ask<Runs>('runs', { signal }),
  progress: (signal?: AbortSignal) => ask<Progress>('progress', { signal }),
  find: (words: string, run: string, signal?: AbortSignal) => ask<Found>(`tracks?q=${of(words)}&limit=50&run=${of(run)}`, { signal }),
  track: (id: string, run: string, signal?: AbortSignal) => ask<TrackDetails>(`tracks/${of(id)}?run=${of(run)}`, { signal }),
  similar: (id: string, run: string, signal?: AbortSignal) => ask<Similar>(`tracks/${of(id)}/similar?n=20&run=${of(run)}`, { signal }),
  playlists: (signal?: AbortSignal) => ask<{ playlists: SavedPlaylist[] }>('playlists', { signal }),
  playlist: (id: string) => ask<OpenedPlaylist>(`playlists/${of(id)}`),
  preview: (request: PlaylistRequest) => ask<Preview>('playlists/preview', { method: 'POST', body: JSON.stringify(request) }),
  /** The tracks that are shown, by ids; the request that gave them only tells the server what they were made from. */
  save: (name: string, tracks: string[], made?: PlaylistRequest) =>
    ask<SavedPlaylist>('playlists', { method: 'POST', body: JSON.stringify({ ...made, name, tracks }) }),
  remove: (id: string) => ask<null>(`playlists/${of(id)}`, { method: 'DELETE' }),
  clip: (id: string) => `/api/clip/${of(id)}`,
  m3u8: (id: string) => `/api/playlists/${of(id)}/m3u8`,

  /** Why a clip does not play; empty when the server would send it. */
  async clipProblem(id: string): Promise<string> {
    const answer = await send(`clip/${of(id)}`, { headers: { Range: 'bytes=0-0' } }).catch((problem: Error) => problem);
    return answer instanceof Error ? answer.message : '';
  },

  /** Another run's page, to be read like this one. */
  async page(run: string, signal?: AbortSignal): Promise<Document> {
    const answer = await send(`../runs/${of(run)}`, { signal });
    return new DOMParser().parseFromString(await answer.text(), 'text/html');
  },
};

async function ask<T>(path: string, options: RequestInit): Promise<T>;
async function ask<T>(path: string): Promise<T>;
async function ask<T>(path: string, options: RequestInit = {}): Promise<T> {
  const changes = options.method !== undefined;
  const answer = await send(path, changes ? { ...options, headers: { 'Content-Type': 'application/json' } } : options);
  return (answer.status === 204 ? null : await answer.json()) as T;
}

async function send(path: string, options: RequestInit): Promise<Response> {
  const answer = await fetch(new URL(path, new URL('/api/', location.href)), { ...options, credentials: 'same-origin' }).catch((problem: unknown) => {
    if (options.signal?.aborted) throw problem;
    throw new Refusal('Sargam does not answer. Is sargam serve still running? Start it again and open the address that it prints.');
  });
  if (answer.ok) return answer;
  const said: unknown = await answer.json().catch(() => null);
  const sentence = said !== null && typeof said === 'object' && 'error' in said && typeof said.error === 'string' ? said.error : '';
  throw new Refusal(sentence || `Sargam could not answer this (status ${answer.status}).`);
}

export const sentenceOf = (problem: unknown): string => problem instanceof Error ? problem.message : String(problem);
