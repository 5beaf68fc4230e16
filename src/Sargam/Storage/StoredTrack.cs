namespace Sargam.Storage;

/// <summary>What the store keeps of one track besides its numbers.</summary>
/// <param name="Id">The track.</param>
/// <param name="Decoder">What decoded it.</param>
/// <param name="DurationSeconds">Length of the whole track.</param>
public sealed record StoredTrack(string Id, string Decoder, double DurationSeconds)
{
    /// <summary>How the file is compressed, such as <c>mp3</c>; null when not known.</summary>
    public string? Codec { get; init; }

    /// <summary>Samples per second of the file, before resampling; null when not known.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Channels of the file, before mixing down; null when not known.</summary>
    public int? ChannelCount { get; init; }

    /// <summary>Bits per second of the file; null when not known.</summary>
    public int? BitRate { get; init; }

    /// <summary>Where in the track the analysed excerpt begins; null when not known.</summary>
    public double? ExcerptStartSeconds { get; init; }
}
