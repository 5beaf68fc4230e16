namespace Sargam.Learning.Preprocessing;

/// <summary>Settings of <see cref="MinMaxScaler"/>.</summary>
public sealed record MinMaxScalerOptions
{
    /// <summary>What the least value of a column becomes; 0 by default (scikit-learn: <c>feature_range</c>).</summary>
    public double Minimum { get; init; }

    /// <summary>What the greatest becomes, above <see cref="Minimum"/>; 1 by default.</summary>
    public double Maximum { get; init; } = 1;

    /// <summary>Whether rows beyond what the fit saw are held at the ends; false by default (scikit-learn: <c>clip</c>).</summary>
    public bool Clip { get; init; }

    /// <summary>Every problem with these settings; empty when there is none.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (!(Math.Abs(Minimum) <= float.MaxValue)) errors.Add(new(nameof(Minimum), $"must be finite, got {Minimum}"));
        if (!(Maximum > Minimum && Maximum <= float.MaxValue)) errors.Add(new(nameof(Maximum), $"must be above Minimum, {Minimum}, and finite, got {Maximum}"));
        return errors;
    }
}
