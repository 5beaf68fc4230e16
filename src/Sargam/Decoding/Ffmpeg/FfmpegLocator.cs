using System.Text;
using System.Text.RegularExpressions;
using Sargam.Decoding.Processes;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>
/// Finds ffmpeg and ffprobe: where the environment variable <c>SARGAM_FFMPEG</c> says (the ffmpeg executable or its folder),
/// otherwise on <c>PATH</c>. A variable that names nothing usable is an error, not a reason to look elsewhere.
/// </summary>
public static partial class FfmpegLocator
{
    /// <summary>The environment variable that names the ffmpeg executable or its folder.</summary>
    public const string VariableName = "SARGAM_FFMPEG";

    /// <summary>How to get ffmpeg, for people.</summary>
    public const string HowToInstall =
        "Debian, Ubuntu: apt install ffmpeg; Fedora: dnf install ffmpeg-free; macOS: brew install ffmpeg; Windows: winget install ffmpeg";

    private static readonly TimeSpan VersionTimeLimit = TimeSpan.FromSeconds(20);

    /// <summary>Searches as this process's environment says, and asks the program found for its version.</summary>
    public static ValueTask<FfmpegLocation> FindAsync(CancellationToken cancellationToken = default) =>
        FindAsync(
            Environment.GetEnvironmentVariable(VariableName),
            Environment.GetEnvironmentVariable("PATH"),
            cancellationToken);

    internal static async ValueTask<FfmpegLocation> FindAsync(string? configured, string? searchPath, CancellationToken cancellationToken)
    {
        string[] folders = searchPath?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries) ?? [];
        string? ffmpeg = string.IsNullOrWhiteSpace(configured) ? FirstIn(folders, "ffmpeg") : Configured(configured);
        if (ffmpeg is null)
        {
            return string.IsNullOrWhiteSpace(configured)
                ? Missing($"ffmpeg is not installed. {HowToInstall}")
                : Missing($"{VariableName} names neither ffmpeg nor a folder that holds it: {configured}");
        }

        string? ffprobe = FirstIn([Path.GetDirectoryName(ffmpeg) ?? "", .. folders], "ffprobe");
        if (ffprobe is null) return Missing("ffmpeg is there, but ffprobe, which comes with it, is not");
        string? version = await AskVersionAsync(ffmpeg, cancellationToken);
        return version is null
            ? Missing("ffmpeg is there, but it does not run")
            : new FfmpegLocation(new FfmpegPrograms(ffmpeg, ffprobe, version), "");
    }

    /// <summary>The number in "ffmpeg version 5.1.9-0+deb12u1 Copyright ..."; the whole word for builds without one.</summary>
    internal static string? ParseVersion(string output)
    {
        Match match = VersionPattern().Match(output);
        if (!match.Success) return null;
        string word = match.Groups[1].Value;
        Match number = NumberPattern().Match(word);
        return number.Success ? number.Groups[1].Value : word;
    }

    private static FfmpegLocation Missing(string problem) => new(null, problem);

    private static string? Configured(string configured)
    {
        if (Directory.Exists(configured)) return FirstIn([configured], "ffmpeg");
        return File.Exists(configured) ? Path.GetFullPath(configured) : null;
    }

    private static string? FirstIn(IEnumerable<string> folders, string program)
    {
        string fileName = OperatingSystem.IsWindows() ? program + ".exe" : program;
        return folders.Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, fileName))
            .Where(File.Exists)
            .Select(Path.GetFullPath)
            .FirstOrDefault();
    }

    private static async ValueTask<string?> AskVersionAsync(string ffmpeg, CancellationToken cancellationToken)
    {
        try
        {
            var budget = new TimeBudget(VersionTimeLimit);
            (int exitCode, byte[] output, _) = await ChildProcess.RunAsync(ffmpeg, ["-version"], budget, cancellationToken);
            return exitCode == 0 ? ParseVersion(Encoding.UTF8.GetString(output)) : null;
        }
        catch (AudioDecodeException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^ffmpeg version (\S{1,64})")]
    private static partial Regex VersionPattern();

    [GeneratedRegex(@"^n?(\d+(?:\.\d+)+)")]
    private static partial Regex NumberPattern();
}
