using System.Runtime.CompilerServices;
using Sargam.Scanning;

namespace Sargam.Cli.Web;

/// <summary>All files of a track: those with the same content, of which any will do to hear it.</summary>
internal static class FilesById
{
    private static readonly ConditionalWeakTable<Collection, ILookup<string, Track>> Known = [];

    /// <summary>By the track's id; looked up once for each collection that is loaded.</summary>
    public static ILookup<string, Track> Of(Collection collection) => Known.GetValue(collection, found => found.Tracks.ToLookup(track => track.Id, StringComparer.Ordinal));
}
