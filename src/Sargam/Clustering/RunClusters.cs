using Sargam.Reporting;
using Sargam.Representation;
using Sargam.Storage;

namespace Sargam.Clustering;

/// <summary>The clusters of a run, by every method at the first seed; those of the main method are the run's.</summary>
public sealed class RunClusters
{
    private readonly IReadOnlyList<ClusterAssignment> _methods;
    private readonly IReadOnlyList<string> _trackIds;
    private readonly Dictionary<string, int> _rows;
    private readonly IReadOnlyList<double?> _confidences;
    private readonly Lazy<LatentSpaceFile.Content> _spaces;

    private RunClusters(RunFolder run, IReadOnlyList<string> trackIds, IReadOnlyList<ClusterAssignment> methods)
    {
        (_trackIds, _methods) = (trackIds, methods);
        Run = run;
        _rows = trackIds.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        _confidences = RunMaps.Confidences(run, trackIds.Count);
        _spaces = new Lazy<LatentSpaceFile.Content>(() => LatentSpaceFile.Read(run), LazyThreadSafetyMode.PublicationOnly); // what could not be read is tried again
        Methods = [.. methods.Select(NameOf)];
    }

    /// <summary>The run.</summary>
    public RunFolder Run { get; }

    /// <summary>The methods, such as <c>vae_kmeans</c>; the main one first.</summary>
    public IReadOnlyList<string> Methods { get; }

    /// <summary>How many tracks the run has.</summary>
    public int TrackCount => _trackIds.Count;

    /// <summary>Reads a run.</summary>
    /// <exception cref="StoreException">It has no clusters yet, or its files are damaged.</exception>
    public static RunClusters Load(RunFolder run)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (!File.Exists(run.File("assignments.csv")) || !File.Exists(run.File("cluster_counts.csv")))
        {
            throw new StoreException($"{run.Path} has no clusters yet: run sargam cluster first");
        }

        IReadOnlyList<string> ids = LatentSpaceFile.ReadTrackIds(run);
        IReadOnlyList<ClusterAssignment> all = AssignmentFile.Read(run);
        if (all.Count == 0 || all.Any(assignment => assignment.Labels.Count != ids.Count)) throw new StoreException($"the clusterings in {run.Path} are of other tracks: run sargam cluster again");
        return new RunClusters(run, ids, [.. all.Where(assignment => assignment.Seed == all[0].Seed)]);
    }

    /// <summary>The run's cluster of a track; null for noise, and for tracks that are not in the run.</summary>
    public int? ClusterOf(string trackId) => _rows.TryGetValue(trackId, out int row) && _methods[0].Labels[row] is >= 0 and int cluster ? cluster : null;

    /// <summary>How clearly a track belongs to its cluster, in [0, 1]; null where that is not known.</summary>
    public double? ConfidenceOf(string trackId) => _rows.TryGetValue(trackId, out int row) && ClusterOf(trackId) is not null ? _confidences[row] : null;

    /// <summary>The numbers of a method's clusters.</summary>
    /// <param name="method">One of <see cref="Methods"/>; null for the main one.</param>
    public IReadOnlyList<int> ClustersOf(string? method = null) => [.. Find(method).Labels.Where(label => label >= 0).Distinct().Order()];

    /// <summary>The ids of a cluster's tracks, the nearest to its middle first.</summary>
    /// <param name="cluster">Its number.</param>
    /// <param name="method">One of <see cref="Methods"/>; null for the main one.</param>
    /// <exception cref="ArgumentException">There is no such method or cluster.</exception>
    public IReadOnlyList<string> MostTypicalFirst(int cluster, string? method = null)
    {
        ClusterAssignment assignment = Find(method);
        if (!assignment.Labels.Contains(cluster) || cluster < 0)
        {
            throw new ArgumentException($"cluster must be one of {string.Join(", ", ClustersOf(method))}, got {cluster}", nameof(cluster));
        }

        LatentSpace space = _spaces.Value.Spaces.First(space => space.Method == assignment.Method && (!assignment.Method.IsRandom() || space.Seed == assignment.Seed));
        return [.. ClusterMembers.Of(space.Values, assignment.Labels).First(members => members.Cluster == cluster).NearestFirst.Select(row => _trackIds[row])];
    }

    private static string NameOf(ClusterAssignment assignment) => $"{assignment.Method.ToName()}_{assignment.Clusterer.ToName()}";

    private ClusterAssignment Find(string? method) => method is null ? _methods[0] : _methods.FirstOrDefault(assignment => NameOf(assignment) == method)
        ?? throw new ArgumentException($"method must be one of {string.Join(", ", Methods)}, got {method}", nameof(method));
}
