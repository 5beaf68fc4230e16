namespace Sargam.Features.Audio;

/// <summary>
/// A feature that is computed from power spectra. Every feature of a track visits the same blocks while they are in the
/// nearest cache: memory stays at one block however long the track is, where a stored spectrogram would take 5 MB for 30
/// seconds and 1.2 GB for two hours. A feature that must know the whole track first (chroma needs the tuning) is shown the
/// track again by a <see cref="SpectrogramRecorder"/>.
/// </summary>
public interface IPowerSpectrumVisitor
{
    /// <summary>Called once before the first block of a track.</summary>
    /// <param name="frameCount">Frames that will follow, at least 1.</param>
    void Begin(int frameCount);

    /// <summary>Called for each block, in the order of time.</summary>
    void Visit(PowerSpectrumBlock block);
}
