using Sargam.Numerics.Spectral;

namespace Sargam.Features.Schemas;

/// <summary>Computes the numbers of one schema from an analysed track. Stateless.</summary>
internal abstract class SchemaExtractor(FeatureSchema schema, TrackParts parts)
{
    /// <summary>The layout, with default crops.</summary>
    public FeatureSchema Schema { get; } = schema;

    /// <summary>What must be analysed for it.</summary>
    public TrackParts Parts { get; } = parts;

    /// <summary>
    /// The arithmetic of its Fourier transforms. 32 bits take half the time and are enough for means and deviations of MFCC;
    /// the valleys of the contrast and the quiet bands of a log-mel spectrogram would show their rounding noise.
    /// </summary>
    public FftPrecision Precision { get; init; } = FftPrecision.Bits64;

    /// <summary>Writes a track's numbers.</summary>
    /// <param name="track">The track, analysed with at least <see cref="Parts"/>.</param>
    /// <param name="configured">The schema with the crops and normalisation that are wanted.</param>
    /// <param name="destination">As many numbers as the schema has columns, all zero.</param>
    public abstract void Write(TrackAnalysis track, FeatureSchema configured, Span<float> destination);
}
