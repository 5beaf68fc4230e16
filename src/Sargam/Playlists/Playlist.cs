using System.Globalization;
using Sargam.Reporting.Markup;
using Sargam.Scanning;

namespace Sargam.Playlists;

/// <summary>One entry of a playlist.</summary>
/// <param name="Title">What players show.</param>
/// <param name="Path">The file, absolute or relative to the playlist, written as it is.</param>
/// <param name="Duration">Its length; null when not known.</param>
public sealed record PlaylistTrack(string Title, string Path, TimeSpan? Duration)
{
    /// <summary>The track's id, which finds it again after it was moved or renamed; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>A track of a collection, as a playlist in a folder names it: relative to the folder, absolute on another drive.</summary>
    public static PlaylistTrack Of(Collection collection, Track track, string folder)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(track);
        return new PlaylistTrack(
            track.DisplayTitle,
            System.IO.Path.GetRelativePath(folder, collection.FullPath(track)).Replace(System.IO.Path.DirectorySeparatorChar, '/'),
            track.DurationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
    }
}

/// <summary>Writes playlists as extended M3U8, which every common player opens.</summary>
public static class Playlist
{
    internal const string NameMark = "#PLAYLIST:", MadeFromMark = "#SARGAM-MADE-FROM:", IdMark = "#SARGAM-ID:";

    /// <summary>
    /// Writes a playlist: one <c>#EXTINF</c> line and one path line a track, line feeds only; ids stand in comments, which players
    /// pass over. The writer's encoding should be UTF-8 without a byte order mark, which is what .NET's stream writers use when
    /// told nothing. Entries whose path <see cref="CanName"/> refuses are left out.
    /// </summary>
    /// <param name="name">The playlist's name.</param>
    /// <param name="tracks">The entries, in playing order.</param>
    /// <param name="writer">Where to write; left open.</param>
    /// <param name="madeFrom">How the list came about, in words; null says nothing.</param>
    public static void Write(string name, IEnumerable<PlaylistTrack> tracks, TextWriter writer, string? madeFrom = null)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write($"#EXTM3U\n{NameMark}{CleanText.OneLine(name)}\n");
        if (madeFrom is not null) writer.Write($"{MadeFromMark}{CleanText.OneLine(madeFrom)}\n");
        foreach (PlaylistTrack track in tracks.Where(track => CanName(track.Path)))
        {
            string seconds = Seconds(track.Duration).ToString(CultureInfo.InvariantCulture);
            writer.Write($"#EXTINF:{seconds},{CleanText.OneLine(track.Title)}\n");
            if (track.Id is not null) writer.Write($"{IdMark}{CleanText.OneLine(track.Id)}\n");
            writer.Write($"{PathLine(track.Path)}\n");
        }
    }

    /// <summary>Whether a playlist can name a file: a path with a line break or another control character it cannot.</summary>
    internal static bool CanName(string path) => !path.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029');

    /// <summary>-1 is the format's word for a length that is not known.</summary>
    private static long Seconds(TimeSpan? duration) =>
        duration is { } known && known >= TimeSpan.Zero ? (long)Math.Round(known.TotalSeconds, MidpointRounding.AwayFromZero) : -1;

    /// <remarks>
    /// A path keeps every character that a line can hold, direction marks too: they are part of the file's name. The "./"
    /// stops players from reading a comment, an address on the net, or a trimmed name where a relative path is meant.
    /// </remarks>
    private static string PathLine(string path) => NeedsPrefix(path) ? "./" + path : path;

    private static bool NeedsPrefix(string line)
    {
        if (line.Length == 0 || line[0] == '#' || line[0] == '\uFEFF' || char.IsWhiteSpace(line[0])) return true;
        int colon = line.AsSpan().IndexOfAny(":/\\");
        return colon > 1 && line[colon] == ':';
    }
}
