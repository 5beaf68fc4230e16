using Sargam.Scanning;

namespace Sargam.Representation;

/// <summary>
/// Tracks that are held out together, so that held-out tracks are new to the model: those of an artist, else of an album. Folders
/// are no such groups: often they are genres, or the whole collection.
/// </summary>
internal static class TrackGroups
{
    /// <summary>
    /// A number per track. An artist or album with more than the share of the tracks ("Various Artists") is no group: holding it
    /// out would leave too little to learn from.
    /// </summary>
    public static int[] Of(IReadOnlyList<Track> tracks, double share)
    {
        double largest = Math.Max(1, tracks.Count * share);
        string[] artists = [.. tracks.Select(track => track.Artist.Length > 0 ? $"artist\0{track.Artist}" : "")];
        string[] albums = [.. tracks.Select(track => track.Album.Length > 0 ? $"album\0{track.Artist}\0{track.Album}" : "")];
        Dictionary<string, int> counts = artists.Concat(albums).Where(key => key.Length > 0).CountBy(key => key, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        bool IsGroup(string key) => key.Length > 0 && counts[key] <= largest;
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new int[tracks.Count];
        for (int i = 0; i < groups.Length; i++)
        {
            string key = IsGroup(artists[i]) ? artists[i] : IsGroup(albums[i]) ? albums[i] : $"track\0{i}";
            if (!numbers.TryGetValue(key, out groups[i])) numbers[key] = groups[i] = numbers.Count;
        }

        return groups;
    }
}
