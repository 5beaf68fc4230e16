namespace Sargam.Features.Fingerprints;

/// <summary>Why two fingerprints are taken for the same recording, over the overlap that agrees best.</summary>
/// <param name="BitErrorRate">Share of the compared bits that differ: 0 is equal, 0.5 is unrelated.</param>
/// <param name="ComparedBits">Bits that can be relied on in both.</param>
/// <param name="OverlapSeconds">Length of audio that both have.</param>
/// <param name="OffsetSeconds">
/// What is heard at t seconds in the audio of the first is heard at t + offset in that of the second. Accurate to 0.04 s.
/// </param>
public readonly record struct FingerprintMatch(double BitErrorRate, int ComparedBits, double OverlapSeconds, double OffsetSeconds);
