using Sargam.Features.Audio;
using Sargam.Numerics.Spectral;

namespace Sargam.Features;

/// <summary>The tables that all workers share: what the version 1 schemas are computed with.</summary>
internal sealed class AudioFeaturePlan
{
    public Stft Stft { get; } = new(new StftOptions { Precision = FftPrecision.Bits32 });

    public MelFilterBank MelFilters { get; } = new(AudioFeatureExtractor.SampleRate, new StftOptions().FftSize);

    public DecibelOptions Decibels { get; } = new();

    public Mfcc Mfcc { get; } = new(FeatureSchemas.MfccCount, new MelOptions().MelBandCount);
}
