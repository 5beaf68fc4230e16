using Sargam.Clustering;
using Sargam.Evaluation;
using Sargam.Pipeline;
using Sargam.Representation;

namespace Sargam.Comparison;

/// <summary>A method of a run with its clusters, on the tracks that all runs share.</summary>
/// <param name="Run">Its run.</param>
/// <param name="Key">Space and clusterer.</param>
/// <param name="IsMain">Whether it is the run's first.</param>
/// <param name="Qualities">Its scores, an entry per seed.</param>
/// <param name="Clusterings">Its clusters, a list per seed with an entry per shared track.</param>
internal sealed record ComparedMethod(ComparedRun Run, MethodKey Key, bool IsMain, IReadOnlyList<ClusterQuality> Qualities, IReadOnlyList<int[]> Clusterings)
{
    /// <summary>What the space is called when it is the user's own; null for a run's.</summary>
    public string? GivenSpace { get; init; }

    /// <summary>The space as people know it: a VAE without noise is an autoencoder.</summary>
    public string Representation => GivenSpace ?? Rename(Run.Recipe, Key.Space.ToName());

    /// <summary>As in tables: <c>sargam: vae + kmeans</c>.</summary>
    public string Name => $"{Run.Recipe.Name}: {Representation} + {Key.Clusterer.ToName()}";

    /// <summary>The label that the space was told; null for none.</summary>
    public string? LabelTold => Qualities[0].LabelConditioned;

    /// <summary>Whether it leaves tracks out that others must group: scores of fewer tracks are not comparable.</summary>
    public bool IsPartial => Key.Space == RepresentationMethod.VaeText;

    /// <summary>Seeds at which it is no clustering to speak of.</summary>
    public int CollapsedCount => Qualities.Count(quality => quality.Verdict == Verdict.Degenerate);

    /// <summary>What most seeds say, the first of equals.</summary>
    public Verdict Verdict => Qualities.GroupBy(quality => quality.Verdict).MaxBy(group => group.Count())!.Key;

    /// <summary>Whether it may be ranked beside the others.</summary>
    public bool IsRanked => !IsPartial && Verdict != Verdict.Degenerate;

    /// <summary>Files name the space <c>vae</c> whatever network it is; a comparison tells them apart.</summary>
    public static string Rename(Recipe recipe, string representation) =>
        !recipe.Represent.Variational && representation.StartsWith("vae", StringComparison.Ordinal) ? "autoencoder" + representation[3..] : representation;

    /// <summary>The methods of all runs; a baseline that several runs have in common is taken once.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="shared">Ids of the tracks that all of them have.</param>
    public static IReadOnlyList<ComparedMethod> Of(IReadOnlyList<ComparedRun> runs, IReadOnlyList<string> shared)
    {
        var methods = new List<ComparedMethod>();
        foreach (ComparedMethod method in runs.SelectMany(run => Of(run, shared)))
        {
            if (method.Key.Space.IsRandom() || !methods.Any(method.IsSame)) methods.Add(method);
        }

        return methods;
    }

    private static IEnumerable<ComparedMethod> Of(ComparedRun run, IReadOnlyList<string> shared)
    {
        Dictionary<string, int> rows = run.TrackIds.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        int[] places = [.. shared.Select(id => rows[id])];
        IReadOnlyList<ClusterAssignment> assignments = AssignmentFile.Read(run.Folder);
        MethodKey main = MethodKey.Of(assignments[0]);
        return assignments.Zip(run.Evaluation.Methods).GroupBy(pair => MethodKey.Of(pair.First)).Select(group => new ComparedMethod(
            run, group.Key, group.Key == main,
            [.. group.Select(pair => pair.Second)], [.. group.Select(pair => places.Select(row => pair.First.Labels[row]).ToArray())]));
    }

    private bool IsSame(ComparedMethod other) =>
        Key == other.Key && Clusterings.Zip(other.Clusterings).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
