using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>
/// The layers that one modality passes on its way to the latent space and back; sizes follow from the modality's shape.
/// </summary>
public abstract record BranchArchitecture
{
    private protected BranchArchitecture()
    {
    }

    /// <summary>Whether a condition is joined to the input; otherwise to what the encoder makes of it.</summary>
    internal abstract bool TakesConditionAtInput { get; }

    /// <summary>Everything wrong with the settings.</summary>
    internal abstract IEnumerable<OptionError> Check();

    /// <summary>Throws an <see cref="ArgumentException"/> when rows of this shape cannot be read.</summary>
    internal abstract void CheckShape(IReadOnlyList<int> shape);

    /// <summary>From a row (and, where the architecture takes it, the condition behind it) to hidden values.</summary>
    internal abstract Sequential BuildEncoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int conditionSize);

    /// <summary>From latent values (and the condition behind them) to a row.</summary>
    internal abstract Sequential BuildDecoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int latentSize);

    private protected static IEnumerable<OptionError> CheckSizes(LayerSizes sizes, string option, int minimumCount)
    {
        const int MaxSize = 1 << 15; // a batch of one layer's values is then always an array
        if (sizes is null) yield return new OptionError(option, "must be given, got null");
        else if (sizes.Count < minimumCount) yield return new OptionError(option, $"must have at least {minimumCount} entries, got {sizes.Count}");
        else if (sizes.Any(size => size is < 1 or > MaxSize)) yield return new OptionError(option, $"must each be in [1, {MaxSize}], got {sizes}");
    }
}
