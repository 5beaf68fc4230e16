using Sargam.Explanations;
using Sargam.Pipeline;
using Sargam.Scanning;
using Sargam.Scanning.Lyrics;
using Sargam.Storage;

namespace Sargam.Similarity;

/// <summary>
/// Finds similar tracks. Loading reads the features of all tracks into memory; a question is then answered by comparing with
/// every track, exactly. Safe for use from several threads; the same workspace gives the same answers.
/// </summary>
public sealed class SimilarTracks
{
    private readonly TrackSpace _space;
    private readonly PairDistances _pairs;
    private readonly SoundWords _words;
    private readonly Dictionary<string, Track> _byId;
    private readonly ILookup<string, Track> _recordings;

    internal SimilarTracks(Collection collection, TrackSpace space, SoundWords words)
    {
        (Collection, _space, _words) = (collection, space, words);
        _pairs = PairDistances.Of(space.Values);
        _byId = collection.DistinctTracks.ToDictionary(track => track.Id, StringComparer.Ordinal);
        _recordings = collection.Tracks.ToLookup(RecordingOf, StringComparer.Ordinal);
    }

    /// <summary>The collection as it was when this was loaded.</summary>
    public Collection Collection { get; }

    /// <summary>What distances are measured in, in a sentence.</summary>
    public string Space => _space.Sentence;

    /// <summary>The space itself.</summary>
    internal TrackSpace Tracks => _space;

    /// <summary>Reads a workspace; its lock is not needed.</summary>
    /// <param name="workspace">Where the features are.</param>
    /// <param name="run">The run whose excerpt and words count; null where there is none.</param>
    /// <param name="cancellationToken">Checked between steps.</param>
    /// <exception cref="StoreException">Nothing was scanned or measured yet, or files are damaged.</exception>
    public static SimilarTracks Load(Workspace workspace, RunFolder? run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        Collection collection = workspace.LoadCollection();
        Recipe recipe = run?.LoadRecipe() ?? new Recipe();
        if (EmbeddingFile.Exists(workspace)) recipe = recipe with { Features = recipe.Features with { Schema = EmbeddingFile.SchemaName } };
        var space = TrackSpace.Load(workspace, run, recipe, collection, cancellationToken);
        Dictionary<string, TrackLyrics> lyrics = workspace.LoadLyrics().DistinctBy(row => row.Id).ToDictionary(row => row.Id, StringComparer.Ordinal);
        string[] languages = [.. space.Tracks.Select(track => LyricsLanguages.Of(track, lyrics.GetValueOrDefault(track.Id)))];
        return new SimilarTracks(collection, space, new SoundWords(TrackQualities.Read(workspace, recipe, space.Tracks), languages));
    }

    /// <summary>The tracks that are like a track.</summary>
    /// <param name="trackId">Any track of the collection; of the same recording as another, that one's neighbours are given.</param>
    /// <param name="count">How many at most, at least 1.</param>
    /// <exception cref="ArgumentException">The collection has no such track, or the count is below 1.</exception>
    /// <exception cref="StoreException">The track has no features.</exception>
    public SimilarAnswer Find(string trackId, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Track track = Get(trackId);
        int row = RowOf(track);
        NearestRows.Found[] nearest = NearestRows.Find(_space.Values, Point(row), count, other => other == row);
        return new SimilarAnswer(
            track, [.. nearest.Select(found => Describe(row, found))],
            [.. _recordings[RecordingOf(track)].Where(other => other.Path != track.Path)]);
    }

    /// <summary>What tracks of one recording have in common: the id of the track that stands for it.</summary>
    internal static string RecordingOf(Track track) => track.DuplicateOf.Length > 0 ? track.DuplicateOf : track.Id;

    /// <summary>A track of the collection.</summary>
    /// <exception cref="ArgumentException">There is none of this id.</exception>
    internal Track Get(string trackId) => _byId.GetValueOrDefault(trackId ?? "")
        ?? throw new ArgumentException($"the collection has no track {trackId}", nameof(trackId));

    /// <summary>The row of the track that stands for a track's recording.</summary>
    /// <exception cref="StoreException">It has no features.</exception>
    internal int RowOf(Track track) => _space.RowOf(RecordingOf(track)) is >= 0 and int row ? row
        : throw new StoreException($"{track.Path} was not measured, so nothing can be said to be like it: run sargam features, or see failures.csv for why it could not be");

    /// <summary>Where a row is.</summary>
    internal ReadOnlyMemory<float> Point(int row) => _space.Values.Row(row).ToArray();

    private SimilarTrack Describe(int row, NearestRows.Found found) => new(_space.Tracks[found.Row], Math.Sqrt(found.Squared), _pairs.ShareFarther(found.Squared))
    {
        Agrees = _words.Agreements(row, found.Row),
        Differs = _words.Differences(row, found.Row),
    };
}
