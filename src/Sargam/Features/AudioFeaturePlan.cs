using Sargam.Features.Audio;
using Sargam.Numerics.Spectral;

namespace Sargam.Features;

/// <summary>The tables that all workers share.</summary>
internal sealed class AudioFeaturePlan
{
    private const int Rate = AudioFeatureExtractor.SampleRate;
    private static readonly int FftSize = new StftOptions().FftSize;

    /// <summary>In 32 bits.</summary>
    public Stft FastStft { get; } = new(new StftOptions { Precision = FftPrecision.Bits32 });

    /// <summary>In 64 bits.</summary>
    public Stft PreciseStft { get; } = new(new StftOptions { Precision = FftPrecision.Bits64 });

    public MelFilterBank MelFilters { get; } = new(Rate, FftSize);

    public MelFilterBank HalfMelFilters { get; } = new(Rate, FftSize, new MelOptions { MelBandCount = 64 });

    public ChromaFilterBankCache ChromaFilters { get; } = new(Rate, FftSize);

    public DecibelOptions Decibels { get; } = new();

    public Mfcc Mfcc { get; } = new(FeatureSchemas.MfccCount, new MelOptions().MelBandCount);
}
