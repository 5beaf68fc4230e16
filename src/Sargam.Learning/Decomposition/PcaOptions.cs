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

        return errors;
    }
}
