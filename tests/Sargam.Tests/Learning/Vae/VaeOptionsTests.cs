using Sargam.Learning;
using Sargam.Learning.Neural.Losses;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeOptionsTests
{
    [Fact]
    public void Defaults_are_valid() => Assert.Empty(new VaeOptions { Seed = 1 }.Validate());

    [Fact]
    public void Equal_architectures_are_equal_hidden_sizes_included()
    {
        var one = new MlpArchitecture { HiddenSizes = [32, 16] };
        var two = new MlpArchitecture { HiddenSizes = [32, 16] };

        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.NotEqual(one, two with { HiddenSizes = [32] });
        Assert.Equal("32-16", one.HiddenSizes.ToString());
    }

    [Fact]
    public void Every_wrong_option_is_named_with_what_it_is()
    {
        var options = new VaeOptions
        {
            Seed = 1,
            Architecture = new MlpArchitecture { HiddenSizes = [8, 0] },
            LatentSize = 0,
            Beta = -1,
            ReconstructionReduction = (ReductionKind)7,
            KlReduction = (ReductionKind)8,
            BatchSize = 0,
            EpochCount = 0,
            LearningRate = double.NaN,
            BetaWarmUpEpochCount = -1,
            ValidationShare = 1,
            Patience = -1,
            GradientClipNorm = 0,
        };

        var error = Assert.Throws<ArgumentException>(() => new Sargam.Learning.Vae.Vae(options));

        Assert.Equal(12, options.Validate().Count);
        Assert.Contains("HiddenSizes must each be in [1, 32768], got 8-0", error.Message, StringComparison.Ordinal);
        Assert.Contains("LearningRate must be finite and above 0, got NaN", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_up_that_never_ends_is_refused()
    {
        OptionError error = Assert.Single(new VaeOptions { Seed = 1, EpochCount = 10, BetaWarmUpEpochCount = 10 }.Validate());

        Assert.Equal(nameof(VaeOptions.BetaWarmUpEpochCount), error.Option);
    }
}
