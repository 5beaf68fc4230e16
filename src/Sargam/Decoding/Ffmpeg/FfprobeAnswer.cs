using System.Globalization;
using System.Text.Json;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>What ffprobe says about a file.</summary>
/// <param name="Format">Rate, channels, codec and, when known, length.</param>
/// <param name="IsLengthPromised">
/// The container states the length of this stream, rather than ffprobe guessing it from the bit rate: a file that decodes to
/// much less was cut.
/// </param>
internal sealed record FfprobeAnswer(AudioFormat Format, bool IsLengthPromised)
{
    /// <summary>Containers whose stream length comes from a header that was written with the file.</summary>
    private static readonly string[] ContainersWithLength =
        ["aiff", "ape", "au", "flac", "mov", "mp3", "mpc", "mpc8", "tak", "tta", "wav", "wv"];

    private static readonly TimeSpan LongestCredible = TimeSpan.FromDays(30);

    /// <summary>Reads ffprobe's JSON.</summary>
    /// <param name="json">Its output.</param>
    /// <param name="warnings">Its error output.</param>
    /// <exception cref="AudioDecodeException">There is no audio stream, or its rate or channel count is absurd.</exception>
    public static FfprobeAnswer Parse(ReadOnlyMemory<byte> json, string warnings)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return Read(document.RootElement, warnings);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw new AudioDecodeException("ffprobe gave no readable answer", exception);
        }
    }

    private static FfprobeAnswer Read(JsonElement root, string warnings)
    {
        if (!root.TryGetProperty("streams", out JsonElement streams) || streams.GetArrayLength() == 0)
        {
            throw new AudioDecodeException("not audio: ffmpeg found no audio stream");
        }

        JsonElement stream = streams[0];
        JsonElement container = root.TryGetProperty("format", out JsonElement found) ? found : default;
        _ = long.TryParse(Text(stream, "sample_rate"), NumberStyles.None, CultureInfo.InvariantCulture, out long sampleRate);
        int channelCount = stream.TryGetProperty("channels", out JsonElement channels) ? channels.GetInt32() : 0;
        AudioLimits.Check(sampleRate, channelCount);

        TimeSpan? streamLength = Length(Text(stream, "duration"));
        TimeSpan? length = streamLength ?? Length(Text(container, "duration"));
        long? frameCount = length is { } time ? (long)Math.Round(time.TotalSeconds * sampleRate) : null;
        bool promised = streamLength is not null
            && Text(container, "format_name").Split(',').Any(ContainersWithLength.Contains)
            && !warnings.Contains("Estimating duration", StringComparison.Ordinal);
        return new FfprobeAnswer(new AudioFormat((int)sampleRate, channelCount, frameCount, Text(stream, "codec_name")), promised);
    }

    private static string Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? "" : "";

    private static TimeSpan? Length(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
        && seconds > 0 && seconds < LongestCredible.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
