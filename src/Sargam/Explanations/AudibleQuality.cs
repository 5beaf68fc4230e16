using System.Globalization;

namespace Sargam.Explanations;

/// <summary>A number of a track in a listener's words.</summary>
/// <param name="Name">The column of the <c>descriptors</c> schema, or <c>duration</c>.</param>
/// <param name="Higher">What a track with more of it is.</param>
/// <param name="Lower">What a track with less of it is.</param>
/// <param name="Unit">For <c>explanations.csv</c>; empty for a plain number.</param>
/// <param name="LeastStep">Smaller differences of medians are not heard, or not worth a word: in the unit, or as a share.</param>
/// <param name="IsStepShare">Whether the step is a share of the larger median.</param>
/// <param name="Format">The number for people.</param>
/// <param name="Measured">What follows the number: unit, or what it is a share of; empty where the number says it.</param>
internal sealed record AudibleQuality(
    string Name, string Higher, string Lower, string Unit, double LeastStep, bool IsStepShare, Func<double, string> Format, string Measured)
{
    public const string Duration = "duration";
    public const string Tempo = "tempo";
    public const string OnsetRate = "onset_rate";
    public const string PercussiveShare = "percussive_share";
    public const string HarmonicShare = "harmonic_share";

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>What a track is that has much of it, compared with the collection; empty where nobody would say so.</summary>
    public string High { get; init; } = "";

    /// <summary>What a track is that has little of it.</summary>
    public string Low { get; init; } = "";

    /// <summary>What two tracks have in common that have as much of it.</summary>
    public string Noun { get; init; } = "";

    /// <summary>
    /// All of them. Steps: loudness and tempo about what listeners just notice one after the other (1 dB; 5 %), the others a
    /// little coarser than that, since a word is only of use for a difference that is plain.
    /// </summary>
    public static IReadOnlyList<AudibleQuality> All { get; } =
    [
        new(Tempo, "faster", "slower", "beats per minute", 0.05, true, value => value.ToString("0", Invariant), "beats per minute") { High = "fast", Low = "slow", Noun = "tempo" },
        new(OnsetRate, "busier", "sparser", "per second", 0.1, true, value => value.ToString("0.0", Invariant), "notes a second") { High = "busy", Low = "sparse", Noun = "number of notes" },
        new(PercussiveShare, "more percussive", "less percussive", "", 0.03, false, Percent, "of the energy in strokes") { High = "percussive", Low = "with few strokes", Noun = "share of strokes" },
        new(HarmonicShare, "more sustained in tone", "less sustained in tone", "", 0.03, false, Percent, "of the energy in held tones") { High = "sustained in tone", Low = "with few held tones", Noun = "share of held tones" },
        new("brightness", "brighter", "darker", "Hz", 0.08, true, value => value.ToString("N0", Invariant), "Hz") { High = "bright", Low = "dark", Noun = "brightness" },
        new("noisiness", "noisier", "purer in sound", "", 0.15, true, value => value.ToString("0.####", Invariant), "(flatness of the spectrum)") { High = "noisy", Low = "pure in sound", Noun = "noisiness" },
        new("loudness", "louder", "quieter", "dB", 1, false, value => value.ToString("0.0", Invariant), "dB") { High = "loud", Low = "quiet", Noun = "loudness" },
        new("dynamic_range", "more changing in loudness", "more even in loudness", "dB", 1, false, value => value.ToString("0.0", Invariant), "dB between loud and quiet") { High = "changing in loudness", Low = "even in loudness", Noun = "range of loudness" },
        new("tuning", "tuned higher", "tuned lower", "cents", 10, false, value => value.ToString("0", Invariant), "cents from A = 440 Hz"),
        new(Duration, "longer", "shorter", "s", 0.1, true, value => value < 10 ? $"{value.ToString("0.00", Invariant)} seconds" : Words.Duration(value), ""),
    ];

    /// <summary>Whether the difference of two medians is worth a word.</summary>
    public bool IsNoticed(double here, double elsewhere) =>
        Math.Abs(here - elsewhere) >= LeastStep * (IsStepShare ? Math.Max(Math.Abs(here), Math.Abs(elsewhere)) : 1);

    private static string Percent(double share) => $"{(100 * share).ToString("0", Invariant)} %";
}
