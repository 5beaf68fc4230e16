using System.Text.RegularExpressions;

namespace Sargam.Decoding.Ffmpeg;

/// <summary>Makes one plain sentence, without paths and memory addresses, of what ffmpeg wrote to its error output.</summary>
internal static partial class FfmpegMessages
{
    private const int MaxLength = 160;

    /// <summary>A reason for <c>failures.csv</c>.</summary>
    /// <param name="errors">The error output.</param>
    /// <param name="input">The input as it stood on the command line, to be taken out of the message.</param>
    /// <param name="exitCode">What the program returned, for when it wrote nothing.</param>
    public static string Reason(string errors, string input, int exitCode)
    {
        if (NotOnWhitelist().Match(errors) is { Success: true } match)
        {
            return $"not audio: ffmpeg takes the file for {match.Groups[1].Value}";
        }

        if (NoAudioStream().IsMatch(errors)) return "not audio: ffmpeg found no audio stream";
        return LastSentence(errors, input) is { } sentence ? $"ffmpeg: {sentence}" : $"ffmpeg ended with exit code {exitCode}";
    }

    /// <summary>What ffmpeg said last; null when it said nothing.</summary>
    public static string? LastSentence(string errors, string input)
    {
        string[] lines = [.. errors.Replace(input, "", StringComparison.Ordinal)
            .Split('\n')
            .Select(Clean)
            .Where(line => line.Length > 0)];
        if (lines.Length == 0) return null;

        // "Invalid argument" is the echo of something said before.
        return Array.FindLast(lines, line => line != "Invalid argument") ?? lines[^1];
    }

    private static string Clean(string line)
    {
        string plain = new([.. Prefix().Replace(line, "").Select(c => char.IsControl(c) ? ' ' : c)]);
        plain = plain.Trim(' ', ':', '.');
        return plain.Length > MaxLength ? plain[..MaxLength] + "..." : plain;
    }

    [GeneratedRegex(@"^(\[[^\]]{0,64} @ [0-9a-fA-Fx]+\]\s*)+")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"\[([\w,]{1,40}) @ [0-9a-fA-Fx]+\] Format not on whitelist")]
    private static partial Regex NotOnWhitelist();

    [GeneratedRegex("Stream map '[^']*' matches no streams")]
    private static partial Regex NoAudioStream();
}
