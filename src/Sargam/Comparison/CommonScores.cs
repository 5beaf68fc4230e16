using Sargam.Clustering;
using Sargam.Pipeline;

namespace Sargam.Comparison;

/// <summary>Silhouettes of every method's clusters in the common spaces.</summary>
internal sealed class CommonScores(IReadOnlyList<CommonSpace> spaces, IProgress<StageProgress> progress)
{
    /// <summary>Per space, method and seed; null where there is no silhouette.</summary>
    public double?[][][] Of(IReadOnlyList<ComparedMethod> methods, CancellationToken cancellationToken)
    {
        int total = spaces.Count * methods.Sum(method => method.Clusterings.Count);
        int done = 0;
        return [.. spaces.Select(space => methods.Select(method => method.Clusterings.Select(clusters =>
        {
            int[] known = [.. space.Rows.Select(row => clusters[row])];
            double? silhouette = ClusterFinder.MeanSilhouette(space.Values, known, cancellationToken);
            progress.Report(new StageProgress(StageKind.Evaluate, ++done, total, "silhouettes"));
            return silhouette;
        }).ToArray()).ToArray())];
    }

    /// <summary>The mean place of each method, among those that may be ranked; null for the others.</summary>
    public static double?[] MeanRanks(IReadOnlyList<ComparedMethod> methods, double?[][][] silhouettes)
    {
        int[] ranked = [.. Enumerable.Range(0, methods.Count).Where(m => methods[m].IsRanked)];
        var means = new double?[methods.Count];
        if (ranked.Length == 0) return means;
        double[] ranks = MethodRanking.MeanRanks([.. silhouettes.Select(space => ranked.Select(m => ScoreSpread.Of(space[m])?.Mean).ToArray())]);
        foreach ((int place, int method) in ranked.Index()) means[method] = ranks[place];
        return means;
    }
}
