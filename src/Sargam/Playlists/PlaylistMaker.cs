using Sargam.Clustering;
using Sargam.Learning;
using Sargam.Scanning;
using Sargam.Similarity;

namespace Sargam.Playlists;

/// <summary>Makes playlists. The same workspace and request give the same list.</summary>
/// <param name="tracks">Where tracks are near to each other.</param>
/// <param name="clusters">The clusters; null where there are none, so that no list can be made of one.</param>
public sealed class PlaylistMaker(SimilarTracks tracks, RunClusters? clusters)
{
    /// <summary>So many neighbours of each seed are looked at in one go, and as many again while the list is not full.</summary>
    private const int FirstNeighbours = 64;

    /// <summary>Makes a list.</summary>
    /// <exception cref="ArgumentException">The request is not valid, or names what does not exist.</exception>
    /// <exception cref="Storage.StoreException">A track that is given was not measured.</exception>
    public MadePlaylist Make(PlaylistRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        OptionError.ThrowIfAny(request.Validate(), nameof(PlaylistRequest));
        return request.Kind switch
        {
            PlaylistKind.Cluster => OfCluster(request),
            PlaylistKind.Seeds => AroundSeeds(request),
            PlaylistKind.Path => AlongPath(request),
            _ => throw new ArgumentException($"kind must be cluster, seeds or path, got {request.Kind}"),
        };
    }

    private MadePlaylist OfCluster(PlaylistRequest request)
    {
        if (clusters is null) throw new ArgumentException("a playlist of a cluster needs clusters: run sargam run first");
        var known = tracks.Collection.DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        var picker = new TrackPicker(request.Count, request.PerArtist);
        int gone = 0;
        foreach (string id in clusters.MostTypicalFirst(request.Cluster!.Value, request.Method))
        {
            if (picker.IsFull) break;
            if (known.TryGetValue(id, out Track? track)) picker.TryTake(track);
            else gone++;
        }

        IEnumerable<string> notes = picker.Notes();
        if (gone > 0) notes = notes.Prepend($"{Words.Count(gone, "track")} skipped, which the collection has no more");
        string method = request.Method is null || request.Method == clusters.Methods[0] ? "" : $" by {request.Method}";
        return new MadePlaylist(picker.Taken, $"cluster {request.Cluster}{method} of {Path.GetFileName(clusters.Run.Path)}, the most typical first", [.. notes]);
    }

    /// <summary>
    /// The seeds take turns, so that one from a crowded place does not fill the list with its neighbours; then each is followed by
    /// its own, so that the style changes as often as there are seeds.
    /// </summary>
    private MadePlaylist AroundSeeds(PlaylistRequest request)
    {
        var picker = new TrackPicker(request.Count, request.PerArtist);
        Track[] seeds = [.. request.Seeds.Select(tracks.Get).Where(picker.TakeGiven)];
        int[] rows = [.. seeds.Select(tracks.RowOf)];
        List<Track>[] followers = [.. seeds.Select(_ => new List<Track>())];
        Queue<int>[] waiting = [.. rows.Select(row => new Queue<int>(Neighbours(row, FirstNeighbours)))];
        int looked = FirstNeighbours;
        while (!picker.IsFull)
        {
            if (Array.TrueForAll(waiting, queue => queue.Count == 0))
            {
                if (looked >= tracks.Tracks.Tracks.Count) break;
                for (int i = 0; i < rows.Length; i++) waiting[i] = new Queue<int>(Neighbours(rows[i], 4 * looked).Skip(looked));
                looked *= 4;
            }

            for (int i = 0; i < rows.Length && !picker.IsFull; i++) TakeNext(waiting[i], followers[i]);
        }

        string around = string.Join(", ", seeds.Take(3).Select(seed => seed.DisplayTitle)) + (seeds.Length > 3 ? " and others" : "");
        return new MadePlaylist([.. seeds.SelectMany((seed, i) => followers[i].Prepend(seed))], $"tracks like {around}", [.. picker.Notes()]);

        void TakeNext(Queue<int> queue, List<Track> taken)
        {
            while (queue.TryDequeue(out int row))
            {
                Track track = tracks.Tracks.Tracks[row];
                if (picker.Taken.Any(other => other.Id == track.Id) || !picker.TryTake(track)) continue;
                taken.Add(track);
                return;
            }
        }
    }

    private IEnumerable<int> Neighbours(int row, int count) =>
        NearestRows.Find(tracks.Tracks.Values, tracks.Point(row), count, other => other == row).Select(found => found.Row);

    private MadePlaylist AlongPath(PlaylistRequest request)
    {
        (Track first, Track last) = (tracks.Get(request.From!), tracks.Get(request.To!));
        (int from, int to) = (tracks.RowOf(first), tracks.RowOf(last));
        if (from == to) throw new ArgumentException("from and to must be different recordings");
        IReadOnlyList<Track> all = tracks.Tracks.Tracks;
        HashSet<int> leftOut = [];
        int[] path = PathFinder.Find(tracks.Tracks.Values, from, to, request.Count, row => all[row].Artist, request.PerArtist, leftOut);
        var picker = new TrackPicker(request.Count, perArtist: 0);
        foreach (Track track in path[1..^1].Select(row => all[row]).Prepend(first).Append(last)) picker.TakeGiven(track);
        IEnumerable<string> notes = picker.Notes();
        if (leftOut.Count > 0) notes = notes.Prepend($"{Words.Count(leftOut.Count, "track")} left out, since an artist may come {Words.Count(request.PerArtist, "time")} at the most");
        return new MadePlaylist(picker.Taken, $"from {first.DisplayTitle} to {last.DisplayTitle}", [.. notes]);
    }
}
