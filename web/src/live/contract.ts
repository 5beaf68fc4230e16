/** What the server answers (src/Sargam.Cli/Web). Texts are a stranger's: they go to text nodes only. */
export interface Track {
  /** 32 hexadecimal digits. */
  id: string;
  title: string;
  artist: string;
  /** Null for noise, and for tracks that the run does not have. */
  cluster: number | null;
  confidence: number | null;
  /** Whether there is audio to play. */
  playable: boolean;
}

export interface TrackDetails extends Track {
  album?: string;
  seconds?: number | null;
  labels?: Record<string, string>;
  path?: string;
  /** The first lines. */
  lyrics?: string | null;
}

export interface Found {
  total: number;
  tracks: Track[];
}

export interface Similar {
  track: Track;
  /** Names the space in which distances were measured. */
  space: string;
  similar: { track: Track; distance: number; similarity: number; agrees: string[]; differs: string[] }[];
  /** Other files of the same recording. */
  sameRecording?: Track[];
}

export interface Run {
  name: string;
  recipe: string;
  verdict: string;
  sentence: string;
  tracks: number;
  clusters: number;
  methods: string[];
}

export interface Runs {
  workspace: string;
  current: string;
  runs: Run[];
}

export interface Progress {
  running: boolean;
  command?: string;
  stage?: string;
  done?: number;
  total?: number;
  unit?: string;
  sentence?: string;
  updatedSecondsAgo?: number;
}

export type PlaylistKind = 'cluster' | 'seeds' | 'path';

export interface PlaylistRequest {
  kind: PlaylistKind;
  run?: string;
  cluster?: number;
  seeds?: string[];
  from?: string;
  to?: string;
  count: number;
  perArtist: number;
}

export interface Preview {
  tracks: Track[];
  notes: string[];
}

export interface SavedPlaylist {
  id: string;
  name: string;
  /** How many. */
  tracks: number;
  madeFrom?: string | null;
}

export interface OpenedPlaylist {
  id: string;
  name: string;
  tracks: Track[];
}
