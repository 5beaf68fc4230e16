using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>
/// Disentanglement, completeness and informativeness (DCI: Eastwood and Williams 2018; disentanglement_lib: <c>compute_dci</c>): a
/// classifier learns each factor from the latents, and what it looks at tells where the factor sits.
/// </summary>
/// <remarks>
/// The classifier is gradient-boosted stumps. An importance is what the splits of a dimension lowered the loss by. Stumps see any
/// shape of dependence on one dimension, and only the order of its values, so scores do not change when a dimension is stretched;
/// they add up dimensions, so a factor that only shows in a combination of two (the exclusive or of their signs) is missed, where
/// the deeper trees of disentanglement_lib would see it. Values therefore differ somewhat from other implementations: compare only
/// scores of the same one. Importances add up to 1 for each factor, so that each counts alike.
/// </remarks>
public static class Dci
{
    /// <summary>Trains one classifier per factor and scores what they found.</summary>
    /// <param name="latents">One row per observation, such as posterior means; finite values.</param>
    /// <param name="factors">For each factor the class of every row, 0 or more; -1 where unknown: such rows are left out for this factor.</param>
    /// <param name="options">How classifiers are trained and tested.</param>
    /// <param name="cancellationToken">Checked once per round of boosting.</param>
    /// <exception cref="ArgumentException">
    /// The options are wrong, there are no rows, columns or factors, a value is not finite, or a factor has another length or a class below -1.
    /// </exception>
    public static DisentanglementScores Score(
        MatrixView latents, IReadOnlyList<IReadOnlyList<int>> factors, DciOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionError.ThrowIfAny(options.Validate(), nameof(DciOptions));
        FactorLabels[] labels = FactorLabels.Of(latents, factors, nameof(Dci));
        (double[] Importances, FactorInformativeness Score)[] found = FixedChunks.Map(
            labels.Length, 1, (start, _) => Classify(latents, labels[start], options, cancellationToken), cancellationToken);
        var importances = new Matrix(latents.ColumnCount, labels.Length);
        for (int factor = 0; factor < found.Length; factor++)
        {
            double total = found[factor].Importances.Sum();
            for (int dimension = 0; total > 0 && dimension < importances.RowCount; dimension++)
            {
                importances[dimension, factor] = (float)(found[factor].Importances[dimension] / total);
            }
        }

        return new DisentanglementScores(importances, [.. found.Select(entry => entry.Score)]);
    }

    private static (double[] Importances, FactorInformativeness Score) Classify(
        MatrixView latents, FactorLabels factor, DciOptions options, CancellationToken cancellationToken)
    {
        int count = factor.Rows.Length;
        if (factor.Encoding.Count < 2) return (new double[latents.ColumnCount], new FactorInformativeness(null, null, null, count));

        // The rows learned from first, then those held out.
        int[] order = new Rng(options.Seed).Permutation(count);
        int trainingCount = count - Math.Min((int)(count * options.HeldOutShare), count - 1);
        int[] rows = [.. order.Select(i => factor.Rows[i])];
        int[] classes = [.. order.Select(i => factor.Encoding.Indices[i])];
        var codes = new QuantileCodes(latents, rows, trainingCount, options.BinCount);
        var stumps = new BoostedStumps(codes, classes, factor.Encoding.Count, trainingCount);
        stumps.Boost(options.RoundCount, options.LearningRate, cancellationToken);
        return (stumps.Importances, new FactorInformativeness(null, stumps.HeldOutAccuracy(), Baseline(classes, trainingCount, factor.Encoding.Count), count));
    }

    private static double? Baseline(int[] classes, int trainingCount, int classCount)
    {
        if (trainingCount == classes.Length) return null;
        var counts = new int[classCount];
        foreach (int label in classes.AsSpan(0, trainingCount)) counts[label]++;
        int common = Array.IndexOf(counts, counts.Max());
        return (double)classes.AsSpan(trainingCount).Count(common) / (classes.Length - trainingCount);
    }
}
