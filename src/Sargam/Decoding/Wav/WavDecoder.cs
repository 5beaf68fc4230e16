namespace Sargam.Decoding.Wav;

/// <summary>
/// Reads WAV without help: RIFF, RF64 and BW64; 8, 16, 24 and 32-bit PCM, 32 and 64-bit float; 1 to 64 channels; plain and
/// extensible headers. 16-bit v becomes v/32768, 24-bit v/2^23, 32-bit v/2^31, 8-bit (v-128)/128; floats are passed on as they
/// are, NaN included. A file shorter than its header promises is an error, unless the header was written to a pipe and
/// promises nothing (data size 0 or 0xFFFFFFFF): then everything to the end of the file is audio.
/// </summary>
public sealed class WavDecoder : IAudioDecoder
{
    /// <inheritdoc/>
    public string Name => "wav";

    /// <inheritdoc/>
    /// <remarks>True for compressed and big-endian WAV too: opening it says which decoder it needs.</remarks>
    public bool CanDecode(ReadOnlySpan<byte> header) => IsWav(header);

    /// <inheritdoc/>
    public ValueTask<IAudioStream> OpenAsync(string path, CancellationToken cancellationToken) =>
        OpenAsync(AudioFile.OpenRead(path), cancellationToken);

    internal static bool IsWav(ReadOnlySpan<byte> header) =>
        header.Length >= 12
        && header.Slice(8, 4).SequenceEqual("WAVE"u8)
        && (header.StartsWith("RIFF"u8) || header.StartsWith("RF64"u8) || header.StartsWith("BW64"u8) || header.StartsWith("RIFX"u8));

    /// <summary>Opens a seekable stream, which the result owns; it is disposed when opening fails.</summary>
    internal static async ValueTask<IAudioStream> OpenAsync(Stream stream, CancellationToken cancellationToken)
    {
        try
        {
            return new WavAudioStream(stream, await WavHeaderReader.ReadAsync(stream, cancellationToken));
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }
}
