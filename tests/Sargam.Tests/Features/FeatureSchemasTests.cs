using Sargam.Features;

namespace Sargam.Tests.Features;

public sealed class FeatureSchemasTests
{
    [Fact]
    public void Statistics_are_20_means_then_20_deviations()
    {
        FeatureSchema schema = FeatureSchemas.Find("mfcc-stats");

        Assert.Equal("mfcc-stats-v1", schema.ToString());
        Assert.Equal([40], schema.Shape);
        Assert.Equal(40, schema.Columns.Distinct().Count());
        Assert.Equal(["mfcc_01_mean", "mfcc_20_mean", "mfcc_01_std", "mfcc_20_std"], new[] { 0, 19, 20, 39 }.Select(i => schema.Columns[i]));
    }

    [Fact]
    public void The_sequence_is_20_rows_of_130_frames()
    {
        FeatureSchema schema = FeatureSchemas.Find("mfcc-sequence");

        Assert.Equal("mfcc-sequence-v1", schema.ToString());
        Assert.Equal([20, 130], schema.Shape);
        Assert.Equal(2600, schema.Columns.Distinct().Count());
        Assert.Equal("mfcc_02_frame_000", schema.Columns[130]);
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_valid_ones()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => FeatureSchemas.Find("mfcc"));
        Assert.Contains("must be one of mfcc-stats, mfcc-sequence, got 'mfcc'", error.Message, StringComparison.Ordinal);
    }
}
