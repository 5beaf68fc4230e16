namespace Sargam.Features;

/// <summary>The feature schemas that can be extracted from audio, all at <see cref="AudioFeatureExtractor.SampleRate"/>.</summary>
public static class FeatureSchemas
{
    internal const int MfccCount = 20;
    internal const int SequenceFrameCount = 130;

    /// <summary>
    /// <c>mfcc-stats</c>: mean, then standard deviation (ddof 0), of each of 20 MFCC over all frames; 40 numbers.
    /// </summary>
    public static FeatureSchema MfccStats { get; } = new("mfcc-stats", 1, [2 * MfccCount], [.. StatisticsColumns()]);

    /// <summary>
    /// <c>mfcc-sequence</c>: 20 MFCC of the first 130 frames (3 seconds), zeros after the end of a shorter track; 20 x 130.
    /// </summary>
    public static FeatureSchema MfccSequence { get; } = new("mfcc-sequence", 1, [MfccCount, SequenceFrameCount], [.. SequenceColumns()]);

    /// <summary>Every schema.</summary>
    public static IReadOnlyList<FeatureSchema> All { get; } = [MfccStats, MfccSequence];

    /// <summary>The schema of a name.</summary>
    /// <param name="name">Such as <c>mfcc-stats</c>, in lower case.</param>
    /// <exception cref="ArgumentException">There is none of this name; the message lists those there are.</exception>
    public static FeatureSchema Find(string name)
    {
        foreach (FeatureSchema schema in All)
        {
            if (schema.Name == name) return schema;
        }

        throw new ArgumentException($"feature schema must be one of {Names}, got '{name}'", nameof(name));
    }

    internal static string Names => string.Join(", ", All.Select(schema => schema.Name));

    private static IEnumerable<string> StatisticsColumns() =>
        from statistic in (string[])["mean", "std"]
        from coefficient in Enumerable.Range(1, MfccCount)
        select $"mfcc_{coefficient:00}_{statistic}";

    private static IEnumerable<string> SequenceColumns() =>
        from coefficient in Enumerable.Range(1, MfccCount)
        from frame in Enumerable.Range(0, SequenceFrameCount)
        select $"mfcc_{coefficient:00}_frame_{frame:000}";
}
