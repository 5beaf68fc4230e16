namespace Sargam.Features.Audio;

/// <summary>How much of a track's energy is in its harmonic and in its percussive part.</summary>
/// <param name="Harmonic">From 0 to 1: near 1 for held tones, near 0 for clicks, about 0.25 for noise.</param>
/// <param name="Percussive">From 0 to 1: the other way round. The two add up to 1 at most; what is neither is missing.</param>
public readonly record struct HarmonicPercussiveShares(double Harmonic, double Percussive);
