namespace Sargam.Learning.Text;

/// <summary>Settings of <see cref="TruncatedSvd"/>.</summary>
public sealed record TruncatedSvdOptions
{
    /// <summary>Components to keep, at least 1 and at most the lesser of rows and columns; 64 by default (scikit-learn: <c>n_components</c>).</summary>
    public int ComponentCount { get; init; } = 64;

    /// <summary>
    /// How often the search may start again from what it has, at least 1. Only for large matrices; one that does not converge is
    /// reported by the model (scikit-learn: <c>n_iter</c>).
    /// </summary>
    public int MaxRestarts { get; init; } = 100;

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ComponentCount < 1) errors.Add(new(nameof(ComponentCount), $"must be at least 1, got {ComponentCount}"));
        if (MaxRestarts < 1) errors.Add(new(nameof(MaxRestarts), $"must be at least 1, got {MaxRestarts}"));
        return errors;
    }
}
