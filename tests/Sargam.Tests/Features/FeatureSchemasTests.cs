using Sargam.Features;

namespace Sargam.Tests.Features;

public sealed class FeatureSchemasTests
{
    [Theory]
    [InlineData("mfcc-stats", "mfcc-stats-v1", "40", "mfcc_01_mean", "mfcc_20_std")]
    [InlineData("mfcc-stats-13", "mfcc-stats-13-v1", "26", "mfcc_01_mean", "mfcc_13_std")]
    [InlineData("mfcc-moments", "mfcc-moments-v1", "80", "mfcc_01_mean", "mfcc_20_kurtosis")]
    [InlineData("mfcc-moments-13", "mfcc-moments-13-v1", "52", "mfcc_01_mean", "mfcc_13_kurtosis")]
    [InlineData("track-stats", "track-stats-v1", "851", "mfcc_01_mean", "tempogram_32")]
    [InlineData("descriptors", "descriptors-v1", "9", "tempo", "tuning")]
    [InlineData("mfcc-sequence", "mfcc-sequence-v1", "20 130", "mfcc_01_frame_000", "mfcc_20_frame_129")]
    [InlineData("stack-39x130", "stack-39x130-v1", "39 130", "mfcc_01_frame_000", "contrast_7_frame_129")]
    [InlineData("logmel-64x128", "logmel-64x128-v1", "64 128", "mel_001_frame_000", "mel_064_frame_127")]
    [InlineData("logmel-128x128", "logmel-128x128-v1", "128 128", "mel_001_frame_000", "mel_128_frame_127")]
    public void Layouts_are_what_their_names_promise(string name, string text, string shape, string first, string last)
    {
        FeatureSchema schema = FeatureSchemas.Find(name);
        string[] columns = [.. schema.Columns];

        Assert.Equal(text, schema.ToString());
        Assert.Equal(shape, string.Join(' ', schema.Shape));
        Assert.Equal([first, last], [columns[0], columns[^1]]);
        Assert.Equal(schema.ColumnCount, columns.Distinct().Count());
        Assert.All(schema.Rows, row => Assert.False(string.IsNullOrWhiteSpace(row.Meaning), row.Name));
    }

    [Fact]
    public void Crops_change_the_shape_of_sequences_and_the_folder_they_are_stored_in()
    {
        FeatureSchema schema = FeatureSchemas.Stack.With(CropRule.Parse("spread:3"), removesTrackMean: true);

        Assert.Equal([3, 39, 130], schema.Shape);
        Assert.Equal(3 * 39 * 130, schema.Columns.Distinct().Count());
        Assert.Equal("stack-39x130-v1.spread-3.centred", schema.ToString());
        Assert.Same(FeatureSchemas.MfccStats, FeatureSchemas.MfccStats.With(CropRule.Middle, removesTrackMean: true));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_the_valid_ones()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => FeatureSchemas.Find("mfcc"));
        Assert.Contains("must be one of mfcc-stats, mfcc-stats-13, ", error.Message, StringComparison.Ordinal);
        Assert.Contains("logmel-128x128, got 'mfcc'", error.Message, StringComparison.Ordinal);
    }
}
