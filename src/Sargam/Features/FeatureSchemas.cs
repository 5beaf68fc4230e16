using Sargam.Features.Schemas;
using Sargam.Numerics.Spectral;

namespace Sargam.Features;

/// <summary>The feature schemas that can be extracted from audio, all at <see cref="AudioFeatureExtractor.SampleRate"/>.</summary>
public static class FeatureSchemas
{
    internal const int MfccCount = 20;
    private const int StackFrameCount = 130;
    private const int LogMelFrameCount = 128;

    private static readonly SchemaExtractor[] Extractors =
    [
        new MfccStatisticsExtractor("mfcc-stats", MfccCount, 2) { Precision = FftPrecision.Bits32 },
        new MfccStatisticsExtractor("mfcc-stats-13", 13, 2) { Precision = FftPrecision.Bits32 },
        new MfccStatisticsExtractor("mfcc-moments", MfccCount, 4),
        new MfccStatisticsExtractor("mfcc-moments-13", 13, 4),
        new TrackStatsExtractor(),
        new DescriptorsExtractor(),
        new SequenceExtractor("mfcc-sequence", [.. FeatureRows.Mfcc(MfccCount)], StackFrameCount, TrackParts.Mel, track => [track.Mfcc])
        {
            Precision = FftPrecision.Bits32,
        },
        new SequenceExtractor(
            "stack-39x130", [.. FeatureRows.Mfcc(MfccCount), .. FeatureRows.Chroma(), .. FeatureRows.Contrast()], StackFrameCount,
            TrackParts.Mel | TrackParts.Chroma | TrackParts.Contrast, track => [track.Mfcc, track.Chroma, track.Contrast]),
        new SequenceExtractor("logmel-64x128", [.. FeatureRows.LogMel(64)], LogMelFrameCount, TrackParts.HalfMel, track => [track.HalfMelDecibels]),
        new SequenceExtractor("logmel-128x128", [.. FeatureRows.LogMel(128)], LogMelFrameCount, TrackParts.Mel, track => [track.MelDecibels]),
    ];

    private static readonly FingerprintSchemaExtractor FingerprintExtractor = new();

    /// <summary>Every schema, with one crop at the start where it is a sequence.</summary>
    public static IReadOnlyList<FeatureSchema> All { get; } = [.. Extractors.Select(extractor => extractor.Schema)];

    /// <summary>What recognises a recording; bytes, not numbers to learn from.</summary>
    internal static FeatureSchema Fingerprint => FingerprintExtractor.Schema;

    /// <summary><c>mfcc-stats</c>: mean, then standard deviation (ddof 0), of each of 20 MFCC over all frames; 40 numbers.</summary>
    public static FeatureSchema MfccStats { get; } = Find("mfcc-stats");

    /// <summary><c>mfcc-sequence</c>: 130 frames (3 seconds) of 20 MFCC; 20 x 130.</summary>
    public static FeatureSchema MfccSequence { get; } = Find("mfcc-sequence");

    /// <summary><c>stack-39x130</c>: 130 frames of 20 MFCC, 12 pitch classes and 7 bands of contrast; 39 x 130.</summary>
    public static FeatureSchema Stack { get; } = Find("stack-39x130");

    /// <summary><c>track-stats</c>: nine statistics of 91 rows, and 32 bands of the tempogram; 851 numbers.</summary>
    public static FeatureSchema TrackStats { get; } = Find("track-stats");

    /// <summary><c>descriptors</c>: tempo, rhythm, harmony and sound in a few numbers that a listener understands.</summary>
    public static FeatureSchema Descriptors { get; } = Find("descriptors");

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

    /// <summary>What computes a schema; null for one that was made elsewhere.</summary>
    internal static SchemaExtractor? ExtractorOf(FeatureSchema schema) =>
        schema == Fingerprint ? FingerprintExtractor : Array.Find(Extractors, extractor => extractor.Schema.Name == schema.Name && extractor.Schema.Version == schema.Version);
}
