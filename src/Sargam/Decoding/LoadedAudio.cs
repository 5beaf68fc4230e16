namespace Sargam.Decoding;

/// <summary>The audio of one track, ready for features, and where it came from.</summary>
/// <param name="audio">Mono audio at the rate that was asked for.</param>
/// <param name="decoder">The decoder that read the file, such as <c>wav</c> or <c>ffmpeg 5.1.9</c>.</param>
/// <param name="sourceFormat">Rate, channels and codec of the file.</param>
/// <param name="sourceDuration">Length of the whole track.</param>
/// <param name="excerptStart">Where in the track the audio begins; zero when the track is used whole.</param>
public sealed class LoadedAudio(
    AudioBuffer audio, string decoder, AudioFormat sourceFormat, TimeSpan sourceDuration, TimeSpan excerptStart)
{
    /// <summary>Mono audio at the rate that was asked for.</summary>
    public AudioBuffer Audio { get; } = audio;

    /// <summary>The decoder that read the file, such as <c>wav</c> or <c>ffmpeg 5.1.9</c>.</summary>
    public string Decoder { get; } = decoder;

    /// <summary>Rate, channels and codec of the file.</summary>
    public AudioFormat SourceFormat { get; } = sourceFormat;

    /// <summary>Length of the whole track: counted where the track was read to its end, else as its container states it.</summary>
    public TimeSpan SourceDuration { get; } = sourceDuration;

    /// <summary>Where in the track the audio begins; zero when the track is used whole.</summary>
    public TimeSpan ExcerptStart { get; } = excerptStart;
}
