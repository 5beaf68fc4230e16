using Sargam.Cli.Rendering;
using Sargam.Scanning;

namespace Sargam.Cli.Options;

/// <summary>Finds the track that somebody means on the command line, or says which ones they may mean.</summary>
internal static class TrackArgument
{
    /// <summary>What can stand for a track, for the help.</summary>
    public const string Readings = "a track's path, file name, title, words of these, or the beginning of its id";

    private const int MostShown = 20;

    /// <summary>The track; null after an explanation on stderr.</summary>
    public static Track? Find(TrackCatalog catalog, string text, Terminal terminal)
    {
        IReadOnlyList<Track> found = catalog.Find(text);
        if (found.Count == 1) return found[0];
        if (found.Count == 0)
        {
            terminal.Error.WriteLine($"sargam: there is no track “{SafeText.Line(text)}” in {SafeText.Line(catalog.Collection.Name)}: name {Readings}");
            return null;
        }

        terminal.Error.WriteLine($"sargam: “{SafeText.Line(text)}” can be any of {Words.Count(found.Count, "track")}: name one by its path, or by these digits");
        foreach (Track track in found.Take(MostShown)) terminal.Error.WriteLine($"  {track.Id[..8]}  {SafeText.Line(track.Path)}{(track.Title.Length > 0 ? $"  ({SafeText.Line(track.Title)})" : "")}");
        if (found.Count > MostShown) terminal.Error.WriteLine($"  and {Words.Count(found.Count - MostShown, "more", "more")}");
        return null;
    }
}
