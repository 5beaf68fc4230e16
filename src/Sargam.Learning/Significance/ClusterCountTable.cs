using Sargam.Learning.Metrics;
using Sargam.Numerics;

namespace Sargam.Learning.Significance;

/// <summary>Scores clusterings with ascending numbers of clusters by every criterion asked for.</summary>
internal sealed class ClusterCountTable(MatrixView observations, ClusterCountOptions options, CancellationToken cancellationToken)
{
    /// <summary>One row per number.</summary>
    public ClusterCountScore[] Score(int[] clusterCounts, ClusterCountCandidate[] candidates, SubsampleClusterer? clusterSubsample)
    {
        double?[] silhouettes = Silhouettes(candidates);
        double[] inertias = [.. candidates.Select(candidate => Asked(ClusterCountCriterion.Elbow) ? Inertia(candidate.Labels) : 0)];
        double?[] elbows = Elbows(clusterCounts, inertias);
        var rows = new ClusterCountScore[clusterCounts.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            IReadOnlyList<int> labels = candidates[i].Labels;
            rows[i] = new ClusterCountScore(clusterCounts[i], silhouettes[i])
            {
                CalinskiHarabasz = Asked(ClusterCountCriterion.CalinskiHarabasz) ? CalinskiHarabasz.Score(observations, labels) : null,
                DaviesBouldin = Asked(ClusterCountCriterion.DaviesBouldin) ? DaviesBouldin.Score(observations, labels) : null,
                Inertia = Asked(ClusterCountCriterion.Elbow) ? inertias[i] : null,
                Elbow = elbows[i],
                Bic = candidates[i].Bic is { } bic && double.IsFinite(bic) ? bic : null,
                Stability = Asked(ClusterCountCriterion.Stability) ? Stability(clusterCounts[i], clusterSubsample) : null,
            };
        }

        return rows;
    }

    private bool Asked(ClusterCountCriterion criterion) => options.AllCriteria || options.Criterion == criterion;

    private double?[] Silhouettes(ClusterCountCandidate[] candidates)
    {
        if (!Asked(ClusterCountCriterion.Silhouette)) return new double?[candidates.Length];
        IReadOnlyList<SampledSilhouette> sampled = Silhouette.SampledMeans(
            observations, [.. candidates.Select(candidate => candidate.Labels)], options.SilhouetteRowLimit, cancellationToken);
        return [.. sampled.Select(silhouette => silhouette.Mean)];
    }

    /// <summary>The curve starts at one cluster, whose inertia needs no clustering, so that two can be the knee.</summary>
    private double?[] Elbows(int[] clusterCounts, double[] inertias)
    {
        if (!Asked(ClusterCountCriterion.Elbow) || clusterCounts.Length == 0) return new double?[clusterCounts.Length];
        if (clusterCounts[0] > 2) return ElbowCurve.Heights(clusterCounts, inertias);
        return ElbowCurve.Heights([1, .. clusterCounts], [Inertia(new int[observations.RowCount]), .. inertias])[1..];
    }

    private double Inertia(IReadOnlyList<int> labels)
    {
        LabelEncoding encoding = LabelEncoding.For(labels, observations.RowCount, "Inertia");
        var moments = new ClusterMoments(observations, encoding);
        double sum = 0;
        for (int i = 0; i < observations.RowCount; i++) sum += moments.SquaredDistance(observations.Row(i), encoding.Indices[i]);
        return sum;
    }

    private double? Stability(int clusterCount, SubsampleClusterer? clusterSubsample)
    {
        const double Fraction = 0.8;
        if (clusterSubsample is null || clusterCount >= Math.Round(Fraction * observations.RowCount)) return null;
        return SubsampleStability.Score(
            observations, (rows, seed) => clusterSubsample(rows, clusterCount, seed), options.Seed, options.StabilitySubsampleCount,
            Fraction, cancellationToken);
    }
}
