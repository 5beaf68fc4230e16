using Sargam.Features.Audio;

namespace Sargam.Features.Schemas;

/// <summary>
/// The first moments of MFCC: all means, then all standard deviations, then, when there are four, skewness and kurtosis.
/// </summary>
internal sealed class MfccStatisticsExtractor(string name, int coefficientCount, int momentCount)
    : SchemaExtractor(new FeatureSchema(name, 1, [.. Describe(coefficientCount, momentCount)]), TrackParts.Mel)
{
    public override void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination)
    {
        FrameBlocks mfcc = track.Mfcc;
        Span<float> moments = stackalloc float[momentCount];
        for (int row = 0; row < coefficientCount; row++)
        {
            RowStatistics.Moments(track.Row(mfcc, row), moments);
            for (int i = 0; i < momentCount; i++) destination[i * coefficientCount + row] = moments[i];
        }
    }

    private static IEnumerable<FeatureColumn> Describe(int coefficientCount, int momentCount) =>
        from statistic in RowStatistics.MomentNames.Take(momentCount)
        from row in FeatureRows.Mfcc(coefficientCount)
        select new FeatureColumn($"{row.Name}_{statistic}", statistic is "mean" or "std" ? row.Unit : "", $"{RowStatistics.Describe(statistic)} of the {row.Meaning}");
}
