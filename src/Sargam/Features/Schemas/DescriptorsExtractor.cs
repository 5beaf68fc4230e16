using Sargam.Features.Audio;

namespace Sargam.Features.Schemas;

/// <summary>A few numbers in which a listener would describe a track.</summary>
internal sealed class DescriptorsExtractor() : SchemaExtractor(
    new FeatureSchema("descriptors", 1, Rows), TrackParts.Mel | TrackParts.HarmonicShare | TrackParts.Shape | TrackParts.Chroma)
{
    private const double MinAmplitude = 1e-5;

    private static readonly FeatureColumn[] Rows =
    [
        new("tempo", "beats per minute", "tempo, doubled or halved at times as ears do"),
        new("onset_rate", "per second", "notes that begin"),
        new("harmonic_share", "", "share of the energy in held tones"),
        new("percussive_share", "", "share of the energy in strokes"),
        new("loudness", "dB", "root mean square, full scale being 0"),
        new("dynamic_range", "dB", "loud passages (90th percentile) over quiet ones (10th)"),
        new("brightness", "Hz", "median centre of gravity of the spectrum"),
        new("noisiness", "", "mean flatness of the spectrum: 0 for tones, near 0.56 for white noise"),
        new("tuning", "cents", "how much higher than A = 440 Hz it is tuned"),
    ];

    public override void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination)
    {
        Span<float> statistics = stackalloc float[RowStatistics.AllNames.Length];
        Span<float> levels = track.EmptyRow();
        Rms.Compute(track.Samples.Span, levels);
        double power = 0;
        foreach (float level in levels) power += (double)level * level;
        for (int i = 0; i < levels.Length; i++) levels[i] = (float)Decibels(levels[i]);
        RowStatistics.All(levels, statistics);
        double range = Statistic(statistics, "p90") - Statistic(statistics, "p10");
        RowStatistics.All(track.Row(track.Shape, SpectralShape.CentroidRow), statistics);
        double brightness = Statistic(statistics, "p50");
        RowStatistics.All(track.Row(track.Shape, SpectralShape.FlatnessRow), statistics);
        ReadOnlySpan<double> values =
        [
            track.Rhythm.Tempo(track), track.Rhythm.OnsetsPerSecond(track), track.Shares.Harmonic, track.Shares.Percussive,
            Decibels(Math.Sqrt(power / levels.Length)), range, brightness, Statistic(statistics, "mean"), 100 * track.Tuning,
        ];
        for (int i = 0; i < values.Length; i++) destination[i] = (float)values[i];
    }

    private static float Statistic(ReadOnlySpan<float> statistics, string name) => statistics[Array.IndexOf(RowStatistics.AllNames, name)];

    private static double Decibels(double amplitude) => 20 * Math.Log10(Math.Max(amplitude, MinAmplitude));
}
