using Sargam.Decoding.Ffmpeg;

namespace Sargam.Tests.Decoding.Ffmpeg;

/// <summary>Shell scripts in the place of ffmpeg and ffprobe, for what a sound ffmpeg does not do.</summary>
internal static class FakePrograms
{
    private const string Answer =
        """{"streams":[{"codec_name":"fake","sample_rate":"8000","channels":1}],"format":{"format_name":"fake"}}""";

    public static FfmpegPrograms Create(ScratchFolder scratch, string ffmpeg, string? ffprobe = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        return new FfmpegPrograms(
            Script(scratch, "ffmpeg", ffmpeg), Script(scratch, "ffprobe", ffprobe ?? $"echo '{Answer}'"), "0.0");
    }

    public static string Script(ScratchFolder scratch, string name, string body)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a POSIX shell");
        string path = scratch.Write(name, System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{body}\n"));
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
