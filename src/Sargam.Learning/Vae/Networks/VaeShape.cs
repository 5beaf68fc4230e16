using Sargam.Learning.Neural;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;

namespace Sargam.Learning.Vae.Networks;

/// <summary>Everything that fixes a VAE's parameters: the options that shape it, and the sizes of the data.</summary>
/// <param name="Branches">One per modality.</param>
/// <param name="LatentSize">Dimensions of the latent space.</param>
/// <param name="Fusion">How modalities become one posterior.</param>
/// <param name="IsVariational">Whether there are variances.</param>
/// <param name="ClassCount">Classes of the condition; 0 without one.</param>
/// <param name="Conditioning">Who is told the class.</param>
internal sealed record VaeShape(
    IReadOnlyList<BranchShape> Branches, int LatentSize, FusionKind Fusion = FusionKind.Concatenation, bool IsVariational = true,
    int ClassCount = 0, ConditioningKind Conditioning = ConditioningKind.EncoderAndDecoder)
{
    /// <summary>Length of the condition that encoders see.</summary>
    public int EncoderConditionSize => Conditioning == ConditioningKind.EncoderAndDecoder ? ClassCount : 0;

    /// <summary>The shape for given data.</summary>
    /// <exception cref="ArgumentException">Another number of modalities than branches, or a modality that its architecture cannot read.</exception>
    public static VaeShape Of(VaeOptions options, VaeData data) => Of(
        options, [.. data.Modalities.Select(modality => (modality.Name, modality.Shape))], data.Condition?.ClassCount ?? 0);

    /// <summary>The shape for named modalities.</summary>
    /// <inheritdoc cref="Of(VaeOptions, VaeData)"/>
    public static VaeShape Of(VaeOptions options, IReadOnlyList<(string Name, IReadOnlyList<int> Shape)> modalities, int classCount)
    {
        if (modalities.Count != options.Branches.Count)
        {
            throw new ArgumentException($"VaeOptions has {options.Branches.Count} branches, the data have {modalities.Count} modalities");
        }

        BranchShape[] branches = [.. modalities.Zip(options.Branches, (modality, branch) => new BranchShape(modality.Name, modality.Shape, branch.Architecture))];
        foreach (BranchShape branch in branches) branch.Architecture.CheckShape(branch.Shape);
        return new VaeShape(branches, options.LatentSize, options.Fusion, options.IsVariational, classCount, options.Conditioning);
    }
}

/// <summary>One modality's name, lengths and layers.</summary>
internal sealed record BranchShape(string Name, IReadOnlyList<int> Shape, BranchArchitecture Architecture)
{
    /// <summary>Floats of a row.</summary>
    public int Size { get; } = NamedTensor.ElementCount(Shape);
}
