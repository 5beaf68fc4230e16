namespace Sargam.Learning.GaussianMixture;

/// <summary>Settings of <see cref="GaussianMixture"/>.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>Normal distributions to mix, at least 1 and at most the number of observations; 8 by default (scikit-learn: <c>n_components</c>).</summary>
    public int ComponentCount { get; init; } = 8;

    /// <summary>The shapes that components may take; <see cref="CovarianceType.Full"/> by default (scikit-learn: <c>covariance_type</c>).</summary>
    public CovarianceType CovarianceType { get; init; } = CovarianceType.Full;

    /// <summary>
    /// Fits from different random starts, of which the one with the greatest lower bound is kept; at least 1, 1 by default
    /// (scikit-learn: <c>n_init</c>).
    /// </summary>
    public int RestartCount { get; init; } = 1;

    /// <summary>Iterations of one restart at most, at least 1; 100 by default (scikit-learn: <c>max_iter</c>).</summary>
    public int MaxIterations { get; init; } = 100;

    /// <summary>
    /// A restart ends when the lower bound, a mean over observations, changes by less than this; at least 0, 1e-3 by default
    /// (scikit-learn: <c>tol</c>). With 0 it always goes on to <see cref="MaxIterations"/>.
    /// </summary>
    public double Tolerance { get; init; } = 1e-3;

    /// <summary>
    /// Added to every variance, in squared units of the data; in [0, 1e90], 1e-6 by default (scikit-learn: <c>reg_covar</c>).
    /// It keeps components finite that have lost all observations but one, and those in which a column is constant; with 0
    /// such a component ends the fit with an error.
    /// </summary>
    public double CovarianceRegularization { get; init; } = 1e-6;

    /// <summary>Decides the starting components; the same seed gives the same result (scikit-learn: <c>random_state</c>).</summary>
    public required ulong Seed { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (ComponentCount < 1) errors.Add(new(nameof(ComponentCount), $"must be at least 1, got {ComponentCount}"));
        if (!Enum.IsDefined(CovarianceType)) errors.Add(new(nameof(CovarianceType), $"must be {string.Join(", ", Enum.GetNames<CovarianceType>())}, got {CovarianceType}"));
        if (RestartCount < 1) errors.Add(new(nameof(RestartCount), $"must be at least 1, got {RestartCount}"));
        if (MaxIterations < 1) errors.Add(new(nameof(MaxIterations), $"must be at least 1, got {MaxIterations}"));
        if (!(Tolerance >= 0) || !double.IsFinite(Tolerance)) errors.Add(new(nameof(Tolerance), $"must be at least 0 and finite, got {Tolerance}"));
        if (!(CovarianceRegularization >= 0 && CovarianceRegularization <= 1e90))
        {
            errors.Add(new(nameof(CovarianceRegularization), $"must be in [0, 1e90], got {CovarianceRegularization}"));
        }

        return errors;
    }
}
