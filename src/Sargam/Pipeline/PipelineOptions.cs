using Sargam.Decoding;

namespace Sargam.Pipeline;

/// <summary>How a pipeline works on this machine; nothing in it changes a result.</summary>
public sealed record PipelineOptions
{
    /// <summary>Where decoders are found, and their limits.</summary>
    public DecoderOptions Decoders { get; init; } = new();

    /// <summary>Whether a recipe that the tracks cannot serve (no lyrics, no label to tell) is an error, though it could go on without.</summary>
    public bool Strict { get; init; }

    /// <summary>Tracks that are decoded and measured at the same time, at least 1; null for one more than threads, so that a decoder is always ahead.</summary>
    public int? Jobs { get; init; }
}
