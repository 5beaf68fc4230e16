using System.Diagnostics;
using Sargam.Decoding.Ffmpeg;

namespace Sargam.Tests.Decoding.Ffmpeg;

/// <summary>The machine's ffmpeg, as decoder under test and as encoder of test files. Tests skip where it is absent.</summary>
internal static class FfmpegForTests
{
    private static readonly Task<FfmpegLocation> Location = FfmpegLocator.FindAsync(CancellationToken.None).AsTask();

    public static async Task<FfmpegPrograms> RequireAsync()
    {
        FfmpegLocation location = await Location;
        Assert.SkipWhen(location.Programs is null, $"needs ffmpeg: {location.Problem}");
        return location.Programs!;
    }

    public static async Task<FfmpegDecoder> DecoderAsync() => new(await RequireAsync());

    /// <summary>Runs ffmpeg to make a file; skips when this build has no such encoder.</summary>
    public static async Task<string> MakeAsync(string output, params string[] arguments)
    {
        FfmpegPrograms programs = await RequireAsync();
        var start = new ProcessStartInfo(programs.FfmpegPath, ["-nostdin", "-v", "error", "-y", .. arguments, output])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.SkipWhen(errors.Contains("encoder", StringComparison.OrdinalIgnoreCase), $"ffmpeg here cannot make {Path.GetExtension(output)}: {errors}");
        Assert.True(process.ExitCode == 0, errors);
        return output;
    }
}
