using Sargam.Learning.GaussianMixture;
using Sargam.Learning.KMeans;
using Sargam.Learning.Metrics;
using Sargam.Learning.Significance;
using Sargam.Numerics;

#pragma warning disable xUnit1051 // calls of milliseconds: cancelling them has its own test

namespace Sargam.Tests.Learning.Significance;

public sealed class ClusterCountCriteriaTests
{
    [Fact]
    public void Every_criterion_finds_four_clear_clouds()
    {
        // Four corners as far from each other: the inertia falls in a straight line up to four clusters.
        Matrix rows = Blobs.Make(240, 4, 1, seed: 5, spread: 0);
        for (int i = 0; i < rows.RowCount; i++) rows[i, i % 4] += 15;
        ClusterCountSelection selection = ClusterCountSelection.Choose(
            rows, new ClusterCountOptions { Maximum = 8 },
            k =>
            {
                GaussianMixtureModel model = new GaussianMixture(new GaussianMixtureOptions { ComponentCount = k, CovarianceType = CovarianceType.Spherical, Seed = 1 }).Fit(rows);
                return new ClusterCountCandidate(model.Labels, model.Bic(rows));
            },
            Labels);

        foreach (ClusterCountCriterion criterion in Enum.GetValues<ClusterCountCriterion>()) Assert.Equal((criterion, 4), (criterion, selection.PickBy(criterion)));
        Assert.Equal(4, selection.ClusterCount);
        Assert.Equal(240, selection.SilhouetteSampleSize);
        foreach (ClusterCountScore score in selection.Curve)
        {
            Assert.InRange(score.Stability!.Value, 0, 1);
            Assert.Equal(score.Of(ClusterCountCriterion.Bic), score.Bic);
        }
    }

    [Fact]
    public void Each_column_is_the_score_of_its_labels()
    {
        Matrix rows = Blobs.Make(90, 4, 3, seed: 2, spread: 1);
        var labelings = new Dictionary<int, KMeansModel>();
        ClusterCountSelection selection = ClusterCountSelection.Choose(rows, new ClusterCountOptions { Maximum = 6 }, k =>
        {
            labelings[k] = Model(rows, k, 1);
            return new ClusterCountCandidate(labelings[k].Labels);
        });

        Assert.Equal(Enumerable.Range(2, 5), selection.Curve.Select(score => score.ClusterCount));
        double total = Enumerable.Range(0, 90).Sum(i => Enumerable.Range(0, 4).Sum(j => Math.Pow(rows[i, j] - Enumerable.Range(0, 90).Average(r => rows[r, j]), 2)));
        double last = labelings[6].Inertia;
        foreach (ClusterCountScore score in selection.Curve)
        {
            KMeansModel model = labelings[score.ClusterCount];
            Assert.Equal(Silhouette.Mean(rows, model.Labels), score.Silhouette);
            Assert.Equal(CalinskiHarabasz.Score(rows, model.Labels), score.CalinskiHarabasz);
            Assert.Equal(DaviesBouldin.Score(rows, model.Labels), score.DaviesBouldin);
            Assert.Equal(model.Inertia, score.Inertia!.Value, 1e-4 * model.Inertia);
            Assert.Equal((total - model.Inertia) / (total - last) - (score.ClusterCount - 1) / 5.0, score.Elbow!.Value, 1e-4);
            Assert.Null(score.Bic);
            Assert.Null(score.Stability);
        }

        Assert.Equal(selection.Labels, labelings[selection.ClusterCount!.Value].Labels);
    }

    [Fact]
    public void Choosing_by_silhouette_is_what_it_was()
    {
        Matrix rows = Blobs.Make(150, 4, 3, seed: 9, spread: 2);
        var plain = ClusterCountSelection.BySilhouette(rows, 2, 7, k => Labels(rows, k, 1));
        ClusterCountSelection chosen = ClusterCountSelection.Choose(
            rows, new ClusterCountOptions { Maximum = 7, AllCriteria = false }, k => new ClusterCountCandidate(Labels(rows, k, 1)));

        Assert.Equal(plain.ClusterCount, chosen.ClusterCount);
        Assert.Equal(plain.Curve, chosen.Curve);
        Assert.Equal(plain.Labels, chosen.Labels);
    }

    [Fact]
    public void Only_the_criterion_chosen_by_is_computed_when_asked_so()
    {
        Matrix rows = Blobs.Make(60, 3, 3, seed: 1);
        ClusterCountSelection selection = ClusterCountSelection.Choose(
            rows, new ClusterCountOptions { Maximum = 5, AllCriteria = false, Criterion = ClusterCountCriterion.DaviesBouldin },
            k => new ClusterCountCandidate(Labels(rows, k, 1)), Labels);

        Assert.All(selection.Curve, score => Assert.Equal(
            score, new ClusterCountScore(score.ClusterCount, null) { DaviesBouldin = DaviesBouldin.Score(rows, Labels(rows, score.ClusterCount, 1)) }));
        Assert.Equal(selection.Curve.MinBy(score => score.DaviesBouldin).ClusterCount, selection.ClusterCount);
    }

    [Fact]
    public void A_sampled_silhouette_says_so()
    {
        Matrix rows = Blobs.Make(300, 3, 3, seed: 1);
        int[] labels = [.. Labels(rows, 3, 1)];
        SampledSilhouette whole = Silhouette.SampledMean(rows, labels);
        SampledSilhouette part = Silhouette.SampledMean(rows, labels, rowLimit: 100);

        Assert.Equal(new SampledSilhouette(Silhouette.Mean(rows, labels), 300), whole);
        Assert.Equal(100, part.SampleSize);
        Assert.NotEqual(whole.Mean, part.Mean);
        Assert.Equal(whole.Mean!.Value, part.Mean!.Value, 0.1);
        Assert.Throws<ArgumentException>(() => Silhouette.SampledMean(rows, new int[299], 100));
    }

    [Fact]
    public void Bad_options_and_tiny_data_are_answered()
    {
        Matrix rows = Blobs.Make(10, 2, 2, seed: 1);
        ClusterCountSelection Run(ClusterCountOptions options) => ClusterCountSelection.Choose(rows, options, k => new ClusterCountCandidate(Labels(rows, k, 1)));

        Assert.Contains("Minimum must be at least 2, got 1", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { Minimum = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Maximum must", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { Maximum = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("Criterion must", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { Criterion = (ClusterCountCriterion)9 })).Message, StringComparison.Ordinal);
        Assert.Contains("SilhouetteRowLimit must", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { SilhouetteRowLimit = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("StabilitySubsampleCount must", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { StabilitySubsampleCount = 1 })).Message, StringComparison.Ordinal);
        Assert.Contains("clusterSubsample must", Assert.Throws<ArgumentException>(() => Run(new ClusterCountOptions { Criterion = ClusterCountCriterion.Stability })).Message, StringComparison.Ordinal);
        Assert.Equal(8, Run(new ClusterCountOptions()).Curve.Count);
        rows = new Matrix(2, 2);
        Assert.Null(Run(new ClusterCountOptions()).ClusterCount);
        rows = new Matrix(5, 2);
        ClusterCountSelection equal = ClusterCountSelection.Choose(rows, new ClusterCountOptions(), _ => new ClusterCountCandidate([0, 0, 1, 1, 1]));
        Assert.Null(equal.PickBy(ClusterCountCriterion.Elbow));
    }

    private static KMeansModel Model(MatrixView rows, int clusterCount, ulong seed) =>
        new KMeans(new KMeansOptions { ClusterCount = clusterCount, Seed = seed }).Fit(rows);

    private static IReadOnlyList<int> Labels(MatrixView rows, int clusterCount, ulong seed) => Model(rows, clusterCount, seed).Labels;
}
