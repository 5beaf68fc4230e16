namespace Sargam.Tests.Features.Fingerprints;

/// <summary>What the study does to a recording that must not hide it: a name, the file type, arguments for ffmpeg.</summary>
internal sealed record Encoding(string Name, string Extension, params string[] Arguments)
{
    /// <summary>Seconds that the encoding leaves out at the start.</summary>
    public double Late => Arguments is ["-ss", var seconds, ..] ? double.Parse(seconds) : 0;

    public override string ToString() => Name;
}

internal static class Encodings
{
    public static IReadOnlyList<Encoding> All { get; } =
    [
        new("MP3 64k", "mp3", "-b:a", "64k"),
        new("MP3 128k", "mp3", "-b:a", "128k"),
        new("MP3 320k", "mp3", "-b:a", "320k"),
        new("AAC 96k", "m4a", "-b:a", "96k"),
        new("Opus 32k", "opus", "-b:a", "32k"),
        new("Opus 64k", "opus", "-b:a", "64k"),
        new("Vorbis q3", "ogg", "-c:a", "libvorbis", "-q:a", "3"),
        new("8 kHz", "wav", "-ar", "8000"),
        new("16 kHz", "wav", "-ar", "16000"),
        new("44.1 kHz stereo, MP3 128k", "mp3", "-ar", "44100", "-ac", "2", "-b:a", "128k"),
        new("-20 dB", "wav", "-af", "volume=-20dB"),
        new("+0.5 s", "wav", "-ss", "0.5"),
        new("+3.3 s", "wav", "-ss", "3.3"),
        new("+3.3 s, MP3 64k", "mp3", "-ss", "3.3", "-b:a", "64k"),
        new("+2.137 s, 4 s, MP3 128k", "mp3", "-ss", "2.137", "-t", "4", "-b:a", "128k"),
        new("+9.777 s, 10 s, MP3 96k", "mp3", "-ss", "9.777", "-t", "10", "-b:a", "96k"),
        new("+0.0116 s, Opus 24k at 8 kHz", "opus", "-ss", "0.0116", "-ar", "8000", "-b:a", "24k"),
        new("compressed 4:1, treble +4 dB", "wav", "-af", "acompressor=threshold=0.1:ratio=4,treble=g=4"),
    ];

    public static Encoding Named(string name) => All.Single(encoding => encoding.Name == name);
}
