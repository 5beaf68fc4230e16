namespace Sargam.Features.Schemas;

/// <summary>What schemas need of a track; the union of all is computed, once.</summary>
[Flags]
internal enum TrackParts
{
    /// <summary>128 mel bands, and what is derived from them: MFCC, rhythm.</summary>
    Mel = 1,

    /// <summary>Contrast of peaks and valleys.</summary>
    Contrast = 2,

    /// <summary>Pitch classes, for which the tuning is estimated first.</summary>
    Chroma = 4,

    /// <summary>Centroid, bandwidth, rolloff, flatness.</summary>
    Shape = 8,

    /// <summary>How much of the energy is held and how much is struck; needs <see cref="Mel"/>.</summary>
    HarmonicShare = 16,

    /// <summary>64 mel bands.</summary>
    HalfMel = 32,

    /// <summary>Words that recognise a recording.</summary>
    Fingerprint = 64,
}
