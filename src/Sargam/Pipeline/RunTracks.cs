using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Pipeline;

/// <summary>The tracks of a run, in the order of the rows of all its files: unique content, in listing order.</summary>
internal static class RunTracks
{
    /// <summary>Finds the tracks by id.</summary>
    /// <exception cref="StoreException">The collection no longer holds one of them.</exception>
    public static IReadOnlyList<Track> Of(Workspace workspace, IReadOnlyList<string> trackIds)
    {
        Dictionary<string, Track> byId = workspace.LoadCollection().DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        return [.. trackIds.Select(id => byId.GetValueOrDefault(id)
            ?? throw new StoreException($"the collection changed since this run was made (track {id} is gone): run sargam represent again"))];
    }
}
