namespace Sargam.Learning.Decomposition;

/// <summary>Settings of <see cref="Pca"/>. Without a count or a share all components are kept.</summary>
public sealed record PcaOptions
{
    /// <summary>Components to keep, at least 1 and at most the lesser of rows and columns; null leaves it to <see cref="ExplainedVariance"/> (scikit-learn: <c>n_components</c> as an integer).</summary>
    public int? ComponentCount { get; init; }

    /// <summary>Keep the fewest components that explain this share of the variance, in (0, 1], such as 0.95; null for no such rule (scikit-learn: <c>n_components</c> as a fraction).</summary>
    public double? ExplainedVariance { get; init; }

    /// <summary>Whether transformed columns are scaled to variance 1; off by default (scikit-learn: <c>whiten</c>).</summary>
    public bool Whiten { get; init; }

    /// <summary>How components are found (scikit-learn: <c>svd_solver</c>). <see cref="PcaSolver.Randomized"/> needs <see cref="ComponentCount"/> and <see cref="Seed"/>.</summary>
    public PcaSolver Solver { get; init; }

    /// <summary>Directions followed beside those asked for, at least 0; used by <see cref="PcaSolver.Randomized"/> (scikit-learn: <c>n_oversamples</c>).</summary>
    public int OversampleCount { get; init; } = 10;

    /// <summary>
    /// How often directions are multiplied by the covariance, at least 0; used by <see cref="PcaSolver.Randomized"/>. Null, the
    /// default, is 7 for fewer components than a tenth of the rows and of the columns, else 4 (scikit-learn: <c>iterated_power='auto'</c>).
    /// </summary>
    public int? PowerIterationCount { get; init; }

    /// <summary>Decides the random directions of <see cref="PcaSolver.Randomized"/>; unused when exact (scikit-learn: <c>random_state</c>).</summary>
    public ulong? Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ComponentCount < 1) errors.Add(new(nameof(ComponentCount), $"must be at least 1, got {ComponentCount}"));
        if (ExplainedVariance is { } share && !(share > 0 && share <= 1)) errors.Add(new(nameof(ExplainedVariance), $"must be in (0, 1], got {share}"));
        if (ComponentCount is not null && ExplainedVariance is not null)
        {
            errors.Add(new(nameof(ExplainedVariance), $"must not be set together with ComponentCount, got {ExplainedVariance} and {ComponentCount}"));
        }

        if (!Enum.IsDefined(Solver)) errors.Add(new(nameof(Solver), $"must be Exact or Randomized, got {Solver}"));
        if (OversampleCount < 0) errors.Add(new(nameof(OversampleCount), $"must be at least 0, got {OversampleCount}"));
        if (PowerIterationCount < 0) errors.Add(new(nameof(PowerIterationCount), $"must be at least 0, got {PowerIterationCount}"));
        if (Solver != PcaSolver.Randomized) return errors;
        if (ComponentCount is null) errors.Add(new(nameof(ComponentCount), "must be set when Solver is Randomized, got null"));
        if (Seed is null) errors.Add(new(nameof(Seed), "must be set when Solver is Randomized, got null"));
        return errors;
    }
}
