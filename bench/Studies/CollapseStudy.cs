using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Numerics;

namespace Sargam.Studies;

/// <summary>Settings that are known to make a VAE say nothing, or little, about its input; and what cures each.</summary>
internal static class CollapseStudy
{
    // Means and standard deviations of 20 MFCC.
    private const int MfccColumns = 40;

    public static void Run(HybridDev data, int seedCount, TextWriter writer)
    {
        var table = new MarkdownTable(writer, StudyRow.Columns);
        foreach (StudyRow row in Rows(data)) row.Run(table, seedCount);
    }

    private static IEnumerable<StudyRow> Rows(HybridDev data)
    {
        var plain = new VaeOptions { Seed = 0 };
        VaeOptions meanAndSum = plain with { ReconstructionReduction = ReductionKind.Mean };
        VaeOptions unitVariance = plain with { Branches = [new VaeBranch { Loss = ReconstructionLoss.HalfSquaredError }] };
        VaeOptions learned = plain with { Branches = [new VaeBranch { Loss = ReconstructionLoss.LearnedVariance }] };
        VaeOptions mixture = plain with { PriorComponentCount = 6 };
        VaeData Of(Matrix values) => new([new VaeModality(values)], groups: data.Artists);
        VaeData scores = Of(data.Statistics);
        VaeData minMax = Of(MinMax(data.RawStatistics));
        VaeData components = Of(data.Components);
        VaeData mfcc = Of(FirstColumns(data.Statistics, MfccColumns));
        double above = 1.5 * new Pca(new PcaOptions { ComponentCount = 1 }).Fit(data.Components).ExplainedVariance[0];

        yield return new StudyRow("mean error, summed KL", meanAndSum, scores);
        yield return new StudyRow("the same, beta rising over 100 epochs", meanAndSum with { BetaWarmUpEpochCount = 100 }, scores);
        yield return new StudyRow("the same, beta rising four times", meanAndSum with { BetaSchedule = BetaScheduleKind.Cyclical }, scores);
        yield return new StudyRow("cure: summed error", plain, scores);
        yield return new StudyRow("cure: both averaged", meanAndSum with { KlReduction = ReductionKind.Mean }, scores);
        yield return new StudyRow("cure: free bits 0.1", meanAndSum with { FreeBits = 0.1 }, scores);

        yield return new StudyRow("min-max input, unit variance", unitVariance, minMax);
        yield return new StudyRow("cure: z-scores", unitVariance, scores);
        yield return new StudyRow("cure: learned variance", learned, minMax);

        yield return new StudyRow("beta 1.5 x the largest eigenvalue", unitVariance with { Beta = above }, components);
        yield return new StudyRow("the same, beta rising over 100 epochs", unitVariance with { Beta = above, BetaWarmUpEpochCount = 100 }, components);
        yield return new StudyRow("cure: target of 2 active units", unitVariance with { TargetActiveUnits = 2 }, components);
        yield return new StudyRow("cure: free bits 0.1", unitVariance with { Beta = above, FreeBits = 0.1 }, components);

        yield return new StudyRow("raw input", plain, Of(data.RawStatistics));
        yield return new StudyRow("cure: z-scores", plain, scores);

        yield return new StudyRow("VaDE on 40 columns, beta 4", mixture with { Beta = 4 }, mfcc);
        yield return new StudyRow("the same, beta 16", mixture with { Beta = 16 }, mfcc);
        yield return new StudyRow("cure: beta 1", mixture, mfcc);
    }

    private static Matrix FirstColumns(Matrix all, int count)
    {
        var some = new Matrix(all.RowCount, count);
        for (int row = 0; row < all.RowCount; row++) all.Row(row)[..count].CopyTo(some.Row(row));
        return some;
    }

    private static Matrix MinMax(Matrix raw)
    {
        var scaled = new Matrix(raw.RowCount, raw.ColumnCount);
        var column = new float[raw.RowCount];
        for (int j = 0; j < raw.ColumnCount; j++)
        {
            for (int row = 0; row < column.Length; row++) column[row] = raw[row, j];
            (float low, float high) = (TensorPrimitives.Min<float>(column), TensorPrimitives.Max<float>(column));
            for (int row = 0; row < column.Length; row++) scaled[row, j] = high > low ? (column[row] - low) / (high - low) : 0;
        }

        return scaled;
    }
}
