using Sargam.Learning.Neural.Layers;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;

namespace Sargam.Studies;

/// <summary>Every kind of VAE on hybrid-dev, with only those options set that make it that kind.</summary>
internal static class FamilyStudy
{
    private const double MissingShare = 0.3;

    public static void Run(HybridDev data, int seedCount, string name, TextWriter writer)
    {
        var table = new MarkdownTable(writer, StudyRow.Columns);
        foreach (StudyRow row in Rows(data).Where(row => row.Name.Contains(name, StringComparison.OrdinalIgnoreCase))) row.Run(table, seedCount);
    }

    /// <summary>The recipe that clustered best; see docs/vae.md.</summary>
    public static VaeOptions Recipe { get; } = new()
    {
        Seed = 0,
        Branches =
        [
            new VaeBranch
            {
                Architecture = new MlpArchitecture { HiddenSizes = [128, 64], HasLayerNorm = true, Activation = Activation.Gelu },
                Loss = ReconstructionLoss.HalfSquaredError,
            },
        ],
        LatentSize = 8,
        TargetActiveUnits = 2,
        EpochCount = 80,
        BetaWarmUpEpochCount = 40,
        Optimizer = OptimizerKind.AdamW,
        LearningRateSchedule = LearningRateScheduleKind.Cosine,
        WeightDecay = 1e-5,
        ValidationShare = 0,
    };

    private static IEnumerable<StudyRow> Rows(HybridDev data)
    {
        var plain = new VaeOptions { Seed = 0 };
        var beta = plain with { Beta = 4 };
        VaeOptions With(BranchArchitecture architecture) => plain with { Architecture = architecture };
        VaeData Of(VaeCondition? condition, params VaeModality[] modalities) => new(modalities, condition, data.Artists);
        var sound = new VaeModality(data.Statistics, name: "sound");
        var blocks = new VaeModality(data.Blocks, [HybridDev.BlockRows, HybridDev.BlockFrames], name: "sound");
        var words = new VaeModality(data.Text, name: "words");
        VaeData statistics = Of(null, sound);

        yield return new StudyRow("autoencoder", plain with { IsVariational = false }, statistics);
        yield return new StudyRow("VAE, fully connected", plain, statistics);
        yield return new StudyRow("recipe that clustered best", Recipe, Of(null, new VaeModality(data.Components)));
        yield return new StudyRow("beta-VAE, beta 4, constant", beta with { BetaSchedule = BetaScheduleKind.Constant }, statistics);
        yield return new StudyRow("beta-VAE, beta 4, warm-up", beta, statistics);
        yield return new StudyRow("beta-VAE, beta 4, cyclical", beta with { BetaSchedule = BetaScheduleKind.Cyclical }, statistics);
        yield return new StudyRow("free bits 0.1", plain with { FreeBits = 0.1 }, statistics);
        yield return new StudyRow("learned variance", plain with { Branches = [new VaeBranch { Loss = ReconstructionLoss.LearnedVariance }] }, statistics);
        yield return new StudyRow("conditional on genre, both", plain, Of(data.Genres, sound));
        yield return new StudyRow("conditional on genre, decoder", plain with { Conditioning = ConditioningKind.DecoderOnly }, Of(data.Genres, sound));
        yield return new StudyRow(
            "product of experts, 30 % of the words missing",
            plain with { Branches = [new VaeBranch(), new VaeBranch()], Fusion = FusionKind.ProductOfExperts },
            Of(null, sound, new VaeModality(data.Text, present: Present(data.Text.RowCount), name: "words")));
        yield return new StudyRow("VaDE, 6 components", plain with { PriorComponentCount = 6 }, statistics);
        yield return new StudyRow("VAE, Conv1D", With(new Conv1dArchitecture()), Of(null, blocks));
        yield return new StudyRow("VAE, Conv2D", With(new Conv2dArchitecture()), Of(null, blocks));
        yield return new StudyRow(
            "hybrid, Conv2D and words",
            plain with { Branches = [new VaeBranch { Architecture = new Conv2dArchitecture() }, new VaeBranch()] }, Of(null, blocks, words));
    }

    private static bool[] Present(int count)
    {
        var rng = new Rng(7);
        return [.. Enumerable.Range(0, count).Select(_ => rng.NextDouble() >= MissingShare)];
    }
}
