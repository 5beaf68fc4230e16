using System.Globalization;

namespace Sargam.Features.Schemas;

/// <summary>What is measured in every frame, in words.</summary>
internal static class FeatureRows
{
    private static readonly string[] PitchClasses = ["c", "c_sharp", "d", "d_sharp", "e", "f", "f_sharp", "g", "g_sharp", "a", "a_sharp", "b"];

    private static readonly (string Name, string Meaning)[] TonalCentroids =
    [
        ("tonnetz_fifth_x", "perfect fifths, x"), ("tonnetz_fifth_y", "perfect fifths, y"),
        ("tonnetz_minor_x", "minor thirds, x"), ("tonnetz_minor_y", "minor thirds, y"),
        ("tonnetz_major_x", "major thirds, x"), ("tonnetz_major_y", "major thirds, y"),
    ];

    public static IEnumerable<FeatureColumn> Mfcc(int count) => Coefficients("mfcc", count, "dB", i => i == 1
        ? "loudness over all mel bands (MFCC 1)"
        : i == 2 ? "tilt of the spectrum, dull to bright (MFCC 2)" : $"shape of the spectrum, detail {i} (MFCC {i})");

    public static IEnumerable<FeatureColumn> Delta(int count) => Coefficients("mfcc_delta", count, "dB per frame", i => $"change of MFCC {i} over 9 frames");

    public static IEnumerable<FeatureColumn> SecondDelta(int count) => Coefficients("mfcc_delta2", count, "dB per frame^2", i => $"acceleration of MFCC {i} over 9 frames");

    public static IEnumerable<FeatureColumn> Contrast() => Enumerable.Range(0, 7).Select(band => new FeatureColumn(
        $"contrast_{band + 1}", "dB", $"peaks over valleys, {(band == 0 ? "below 200" : $"{100 << band} to {200 << band}")} Hz"));

    public static IEnumerable<FeatureColumn> Chroma() => PitchClasses.Select(pitch => new FeatureColumn(
        $"chroma_{pitch}", "", $"strength of the pitch class {pitch.Replace("_sharp", " sharp", StringComparison.Ordinal).ToUpperInvariant().Replace(" SHARP", " sharp", StringComparison.Ordinal)}, 1 for the strongest"));

    public static IEnumerable<FeatureColumn> Tonnetz() => TonalCentroids.Select(row => new FeatureColumn(row.Name, "", $"tonal centroid of {row.Meaning}"));

    public static FeatureColumn ZeroCrossingRate { get; } = new("zero_crossing_rate", "", "share of samples at which the sign changes: noise and hiss");

    /// <summary>Logarithms, because what is heard goes by ratios.</summary>
    public static IEnumerable<FeatureColumn> LogShape() =>
    [
        new("log_rms", "ln", "loudness of the samples"),
        new("log_centroid", "ln Hz", "centre of gravity of the spectrum: brightness"),
        new("log_bandwidth", "ln Hz", "width of the spectrum around its centre"),
        new("log_rolloff", "ln Hz", "frequency below which 85 % of the magnitudes lie"),
        new("log_flatness", "ln", "noise against tone"),
    ];

    public static IEnumerable<FeatureColumn> LogMel(int bandCount) => Enumerable.Range(1, bandCount).Select(band => new FeatureColumn(
        string.Create(CultureInfo.InvariantCulture, $"mel_{band:000}"), "dB", $"power in mel band {band} of {bandCount}, no lower than 80 dB under the excerpt's loudest"));

    private static IEnumerable<FeatureColumn> Coefficients(string name, int count, string unit, Func<int, string> meaning) =>
        Enumerable.Range(1, count).Select(i => new FeatureColumn(string.Create(CultureInfo.InvariantCulture, $"{name}_{i:00}"), unit, meaning(i)));
}
