using Sargam.Learning.Neural;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;

namespace Sargam.Tests.Learning.Vae;

/// <summary>
/// Whole networks against their own losses: what a small move of a weight does to the loss is what its gradient says. The
/// layers are checked sharply elsewhere; this finds what is wired wrongly.
/// </summary>
public sealed class VaeGradientTests
{
    private static readonly VaeOptions Base = new()
    {
        Seed = 0,
        Architecture = new MlpArchitecture { HiddenSizes = [7] },
        LatentSize = 3,
        GradientClipNorm = null,
    };

    private static readonly VaeBranch Words = new() { Architecture = new MlpArchitecture { HiddenSizes = [5] }, Weight = 0.4 };

    [Theory]
    [InlineData(ReconstructionLoss.SquaredError)]
    [InlineData(ReconstructionLoss.HalfSquaredError)]
    [InlineData(ReconstructionLoss.LearnedVariance)]
    [InlineData(ReconstructionLoss.BinaryCrossEntropy)]
    public void Every_reconstruction_loss(ReconstructionLoss loss) =>
        Check(Base with { Branches = [Base.Branches[0] with { Loss = loss, Weight = 0.7 }] }, Data(modalities: 1, shares: loss == ReconstructionLoss.BinaryCrossEntropy));

    [Theory]
    [InlineData(ConditioningKind.EncoderAndDecoder)]
    [InlineData(ConditioningKind.DecoderOnly)]
    public void Conditions_known_and_unknown(ConditioningKind conditioning) =>
        Check(Base with { Conditioning = conditioning }, Data(modalities: 1, condition: true));

    [Theory]
    [InlineData(FusionKind.Concatenation, false)]
    [InlineData(FusionKind.Concatenation, true)]
    [InlineData(FusionKind.ProductOfExperts, false)]
    [InlineData(FusionKind.ProductOfExperts, true)]
    public void Two_modalities_some_missing(FusionKind fusion, bool condition) =>
        Check(Base with { Fusion = fusion, Branches = [.. Base.Branches, Words] }, Data(modalities: 2, condition: condition));

    [Fact]
    public void A_plain_autoencoder() => Check(Base with { IsVariational = false }, Data(modalities: 1));

    [Fact]
    public void Free_bits() => Check(Base with { FreeBits = 0.08 }, Data(modalities: 1));

    // With one component nothing is held fixed within a step, so the gradient is the loss's own.
    [Fact]
    public void A_mixture_prior_of_one_component() => Check(Base with { PriorComponentCount = 1 }, Data(modalities: 1), prior =>
        prior!.Set([1], [0.5, -1, 0.2], [0.3, 0.8, 1.7]));

    private static VaeData Data(int modalities, bool condition = false, bool shares = false)
    {
        var rng = new Rng(9);
        const int RowCount = 6;
        Matrix audio = VaeTrainerTests.Random(rng, RowCount, 8);
        if (shares) foreach (ref float value in audio.Values) value = 1 / (1 + MathF.Exp(-value));
        var views = new List<VaeModality> { new(audio, name: "audio") };
        if (modalities > 1) views.Add(new VaeModality(VaeTrainerTests.Random(rng, RowCount, 4), present: [true, false, true, true, false, true], name: "words"));
        return new VaeData(views, condition ? new VaeCondition([0, 2, -1, 1, 2, 0], 3) : null);
    }

    private static void Check(VaeOptions options, VaeData data, Action<MixturePrior?>? start = null)
    {
        var store = new ParameterStore();
        (VaeTrainer trainer, VaeBatch batch, float[] noise) = VaeTrainerTests.Prepare(options, data, store, new Rng(3));
        start?.Invoke(trainer.Objective.Mixture);
        const double Beta = 0.8;
        float[] before = store.Values.ToArray();
        trainer.Step(batch, noise, Beta, 1e-3);
        float[] gradients = store.Gradients.ToArray();

        double peak = gradients.Max(MathF.Abs);
        Assert.True(peak > 0.01, "nothing to compare");
        for (int i = 0; i < before.Length; i++)
        {
            double Loss(float move)
            {
                before.CopyTo(store.Values);
                store.Values[i] += move;
                return trainer.Evaluate(batch, noise, Beta).Total;
            }

            // A move that crosses a kink of a ReLU says nothing; a shorter one rarely does too.
            double slope = new[] { 4e-3f, 1e-3f }.Select(step => (Loss(step) - Loss(-step)) / (2 * step)).MinBy(found => Math.Abs(found - gradients[i]));
            string name = store.Parameters.Last(parameter => !parameter.IsBuffer && Offset(store, parameter) <= i).Name;
            Assert.True(Math.Abs(slope - gradients[i]) < 0.01 * peak, $"{name}, value {i}: the loss changes by {slope:g5}, the gradient says {gradients[i]:g5}");
        }
    }

    private static int Offset(ParameterStore store, Parameter parameter) =>
        store.Parameters.TakeWhile(other => other != parameter).Where(other => !other.IsBuffer).Sum(other => other.Values.Length);
}
