namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>Settings of <see cref="LatentTraversal"/>.</summary>
public sealed record LatentTraversalOptions
{
    /// <summary>Points of each walk, at least 2. Default 7.</summary>
    public int PointCount { get; init; } = 7;

    /// <summary>How far each walk goes to either side of the mean, in standard deviations of the aggregate posterior; above 0. Default 2.</summary>
    public double Reach { get; init; } = 2;

    /// <summary>The class that a conditional model decodes for, from 0; null is the average of the classes. Default null.</summary>
    public int? Class { get; init; }

    /// <summary>Everything wrong with these options; empty when they can be used.</summary>
    public IReadOnlyList<OptionError> Validate()
    {
        var errors = new List<OptionError>();
        if (PointCount is < 2 or > 10_000) errors.Add(new OptionError(nameof(PointCount), $"must be in [2, 10000], got {PointCount}"));
        if (!double.IsFinite(Reach) || Reach <= 0) errors.Add(new OptionError(nameof(Reach), $"must be finite and above 0, got {Reach}"));
        if (Class < 0) errors.Add(new OptionError(nameof(Class), $"must be null or at least 0, got {Class}"));
        return errors;
    }
}
