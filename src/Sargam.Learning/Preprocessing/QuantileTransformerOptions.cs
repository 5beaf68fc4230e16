namespace Sargam.Learning.Preprocessing;

/// <summary>Settings of <see cref="QuantileTransformer"/>.</summary>
public sealed record QuantileTransformerOptions
{
    /// <summary>Points of the distribution that are learned, at least 2; 1,000 by default, the number of rows if that is less (scikit-learn: <c>n_quantiles</c>).</summary>
    public int QuantileCount { get; init; } = 1000;

    /// <summary>The distribution to give; uniform by default.</summary>
    public QuantileOutput Output { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (QuantileCount < 2) errors.Add(new(nameof(QuantileCount), $"must be at least 2, got {QuantileCount}"));
        if (!Enum.IsDefined(Output)) errors.Add(new(nameof(Output), $"must be Uniform or Normal, got {Output}"));
        return errors;
    }
}
