using Sargam.Scanning;

namespace Sargam.Playlists;

/// <summary>A playlist that was made.</summary>
/// <param name="Tracks">In playing order; one of each recording.</param>
/// <param name="MadeFrom">How it came about, such as "cluster 3 of 0001-sargam"; titles in it are as tagged.</param>
/// <param name="Notes">What the listener should know: tracks left out and why.</param>
public sealed record MadePlaylist(IReadOnlyList<Track> Tracks, string MadeFrom, IReadOnlyList<string> Notes);
