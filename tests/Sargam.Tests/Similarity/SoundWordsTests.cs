using Sargam.Explanations;
using Sargam.Similarity;

namespace Sargam.Tests.Similarity;

public sealed class SoundWordsTests
{
    private static readonly double[] Tempi = [60, 70, 80, 90, 100, 110, 120, 170, 171, 172];

    [Fact]
    public void What_both_have_much_of_is_named_with_its_numbers()
    {
        SoundWords words = Of(("tempo", Tempi));

        Assert.Equal(["both fast (170 and 172 beats per minute)"], words.Agreements(7, 9));
        Assert.Equal(["both slow (60 and 70 beats per minute)"], words.Agreements(0, 1));
        Assert.Empty(words.Agreements(0, 9));
    }

    [Fact]
    public void What_is_far_apart_is_told_from_the_other_tracks_side()
    {
        SoundWords words = Of(("tempo", Tempi));

        Assert.Equal(["faster (172 against 60 beats per minute)"], words.Differences(0, 9));
        Assert.Equal(["slower (60 against 172 beats per minute)"], words.Differences(9, 0));
        Assert.Empty(words.Differences(8, 9));
    }

    [Fact]
    public void A_beat_that_contradicts_the_notes_was_halved_and_is_not_told()
    {
        double[] notes = [.. Tempi.Select(tempo => 300 - tempo)];
        SoundWords words = Of(("tempo", Tempi), ("onset_rate", notes));

        string only = Assert.Single(words.Differences(0, 9));
        Assert.StartsWith("sparser", only, StringComparison.Ordinal);
    }

    [Fact]
    public void Ranks_apart_without_a_difference_to_be_heard_are_not_told()
    {
        SoundWords words = Of(("loudness", [.. Enumerable.Range(0, 10).Select(i => -20 + 0.05 * i)]));
        Assert.Empty(words.Differences(0, 9));
    }

    [Fact]
    public void Unknown_values_say_nothing_and_so_does_the_only_language()
    {
        double[] gaps = [double.NaN, .. Tempi.Skip(1)];
        var oneLanguage = new SoundWords(Qualities(("tempo", gaps)), [.. Tempi.Select(_ => "de")]);
        Assert.Empty(oneLanguage.Agreements(0, 1));
        Assert.Empty(oneLanguage.Differences(0, 9));

        var two = new SoundWords(Qualities(("tempo", gaps)), [.. Tempi.Select((_, i) => i < 5 ? "de" : "bn")]);
        Assert.Equal("both in German", two.Agreements(0, 1)[0]);
        Assert.Equal("in Bengali, not German", two.Differences(0, 9)[0]);
    }

    private static SoundWords Of(params (string Name, double[] Values)[] columns) => new(Qualities(columns), [.. columns[0].Values.Select(_ => "")]);

    private static Dictionary<AudibleQuality, double[]> Qualities(params (string Name, double[] Values)[] columns) =>
        columns.ToDictionary(column => AudibleQuality.All.Single(quality => quality.Name == column.Name), column => column.Values);
}
