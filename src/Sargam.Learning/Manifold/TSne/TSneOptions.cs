namespace Sargam.Learning.Manifold.TSne;

/// <summary>Options of <see cref="TSne"/>.</summary>
public sealed record TSneOptions
{
    /// <summary>How forces are added up (scikit-learn: <c>method</c>).</summary>
    public TSneMethod Method { get; init; }

    /// <summary>
    /// Effective number of neighbours (scikit-learn: <c>perplexity</c>), at least 1 and below the number of observations.
    /// Null, the default, is the smaller of 30 and a third of the other observations.
    /// </summary>
    public double? Perplexity { get; init; }

    /// <summary>
    /// Step size (scikit-learn: <c>learning_rate</c>), above 0. Null, the default, is the larger of 50 and
    /// n / <see cref="EarlyExaggeration"/> / 4 (scikit-learn: <c>'auto'</c>).
    /// </summary>
    public double? LearningRate { get; init; }

    /// <summary>
    /// How much stronger neighbours attract each other in the first 250 iterations, at least 1 (scikit-learn:
    /// <c>early_exaggeration</c>). It gathers clusters while they can still pass through each other.
    /// </summary>
    public double EarlyExaggeration { get; init; } = 12;

    /// <summary>Iterations at most, the early ones included (scikit-learn: <c>n_iter</c>).</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Seed of the random initial positions and of approximate neighbours (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these options; none when they are usable.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!Enum.IsDefined(Method)) errors.Add(new OptionError(nameof(Method), $"must be Auto, Exact or Interpolation, got {Method}"));
        if (Perplexity is { } perplexity && !(perplexity >= 1 && double.IsFinite(perplexity)))
        {
            errors.Add(new OptionError(nameof(Perplexity), $"must be a finite number of at least 1, got {perplexity}"));
        }

        if (LearningRate is { } rate && !(rate > 0 && double.IsFinite(rate)))
        {
            errors.Add(new OptionError(nameof(LearningRate), $"must be a finite number above 0, got {rate}"));
        }

        if (!(EarlyExaggeration >= 1 && double.IsFinite(EarlyExaggeration)))
        {
            errors.Add(new OptionError(nameof(EarlyExaggeration), $"must be a finite number of at least 1, got {EarlyExaggeration}"));
        }

        if (MaxIterations < 1) errors.Add(new OptionError(nameof(MaxIterations), $"must be at least 1, got {MaxIterations}"));
        return errors;
    }
}
