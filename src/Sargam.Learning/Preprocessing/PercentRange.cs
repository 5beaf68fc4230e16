namespace Sargam.Learning.Preprocessing;

/// <summary>The check of options that are the two ends of a range of percentiles.</summary>
internal static class PercentRange
{
    /// <summary>Every problem with <c>LowerPercent</c> and <c>UpperPercent</c>.</summary>
    public static IReadOnlyList<OptionError> Problems(double lowerPercent, double upperPercent)
    {
        var errors = new List<OptionError>();
        if (!(lowerPercent is >= 0 and < 100)) errors.Add(new("LowerPercent", $"must be in [0, 100), got {lowerPercent}"));
        if (!(upperPercent > lowerPercent && upperPercent <= 100))
        {
            errors.Add(new("UpperPercent", $"must be above LowerPercent, {lowerPercent}, and at most 100, got {upperPercent}"));
        }

        return errors;
    }
}
