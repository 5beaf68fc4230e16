using System.Text;
using Sargam.Cli.Options;
using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Playlists;
using Sargam.Reporting;
using Sargam.Scanning;
using Sargam.Similarity;
using Sargam.Storage;

namespace Sargam.Cli.Web;

/// <summary>
/// What the server knows of a workspace: read when first asked for, kept while the files are the same. It never takes the lock,
/// so a run may be going on; files are replaced whole, and what they say together is checked where it matters.
/// </summary>
internal sealed class LiveWorkspace(Workspace workspace, string? runName)
{
    private readonly StampedCache<TracksById> _tracks = new(1);
    private readonly StampedCache<SimilarTracks> _similar = new(2);
    private readonly StampedCache<RunClusters> _clusters = new(4);
    private readonly StampedCache<RunSummary> _summaries = new(256);
    private readonly StampedCache<byte[]> _pages = new(4);
    private readonly StampedCache<EvaluationResult> _evaluations = new(256);

    /// <summary>The workspace.</summary>
    public Workspace Workspace { get; } = workspace;

    /// <summary>The playlists that are kept.</summary>
    public SavedPlaylists Playlists { get; } = new(workspace);

    /// <summary>The catalogue of tracks, and their lyrics.</summary>
    public sealed record TracksById(TrackCatalog Catalog, IReadOnlyDictionary<string, TrackLyrics> Lyrics);

    /// <summary>What the list of runs says of one's clusters: little enough to be kept of every run.</summary>
    public sealed record RunSummary(int Tracks, int Clusters, IReadOnlyList<string> Methods);

    /// <summary>The tracks.</summary>
    public TracksById Tracks() => _tracks.Get("", CollectionStamp(), () =>
    {
        Collection collection = Workspace.LoadCollection();
        return new TracksById(
            new TrackCatalog(collection),
            Workspace.LoadLyrics().DistinctBy(row => row.Id).ToDictionary(row => row.Id, StringComparer.Ordinal));
    });

    /// <summary>A run by its folder's name, compared with those that exist; the current one where none is named, null where there is none.</summary>
    public RunFolder? Run(string? name)
    {
        if (string.IsNullOrEmpty(name)) return RunName.Find(Workspace, runName);
        return RunFolder.All(Workspace).FirstOrDefault(run => RunName.NameOf(run) == name) ?? throw RequestException.NotFound("There is no run of this name: /api/runs lists them.");
    }

    /// <summary>The clusters of a run; null where there are none yet, or none that can be read.</summary>
    public RunClusters? Clusters(RunFolder? run) => run is null ? null : OrNull(() => _clusters.Get(run.Path, ManifestStamp(run), () => ClustersOf(run)));

    /// <summary>How many tracks and clusters a run has, and by which methods; null where there are no clusters yet, or none that can be read.</summary>
    public RunSummary? Summary(RunFolder run) => OrNull(() => _summaries.Get(run.Path, ManifestStamp(run), () =>
    {
        RunClusters clusters = ClustersOf(run);
        return new RunSummary(clusters.TrackCount, clusters.ClustersOf().Count, clusters.Methods);
    }));

    /// <summary>What a run came to; null where it is not that far, or cannot be read.</summary>
    public EvaluationResult? Evaluation(RunFolder run) => OrNull(() => _evaluations.Get(run.Path, ManifestStamp(run), () => EvaluationResult.ReadCurrent(run)));

    /// <summary>Similar tracks, in the space that a run's words belong to.</summary>
    public SimilarTracks Similar(RunFolder? run) =>
        _similar.Get(run?.Path ?? "", $"{CollectionStamp()}|{(run is null ? "" : ManifestStamp(run))}", () => SimilarTracks.Load(Workspace, run));

    /// <summary>The page of a run, as UTF-8.</summary>
    public byte[] Page(RunFolder run) => _pages.Get(run.Path, $"{CollectionStamp()}|{ManifestStamp(run)}", () =>
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" }) ServedPage.Write(Workspace, run, writer);
        return bytes.ToArray();
    });

    /// <summary>The part of tracks that was analysed.</summary>
    public string Excerpt() => (Run(null)?.LoadRecipe() ?? new Recipe()).Features.Excerpt;

    /// <summary>Reads what most visitors ask for first, before they do; what fails is told to who asks.</summary>
    public void WarmUp()
    {
        try
        {
            Tracks();
            RunFolder? run = Run(null);
            if (run is not null) Page(run);
            Clusters(run);
            Similar(run);
            _ = Tracks().Catalog.Search("a").Any();
        }
        catch (Exception error) when (error is StoreException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Asked for it, the server answers with the sentence.
        }
    }

    private static RunClusters ClustersOf(RunFolder run) => RunName.ClustersOf(run) ?? throw new StoreException("no clusters yet");

    /// <summary>What one run cannot tell must not stop what is told of others.</summary>
    private static T? OrNull<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is StoreException or ArgumentException)
        {
            return null;
        }
    }

    private string CollectionStamp() => StampedCache<object>.StampOf(Workspace.CollectionFiles);

    private static string ManifestStamp(RunFolder run) => StampedCache<object>.StampOf(run.File("manifest.json"));
}
