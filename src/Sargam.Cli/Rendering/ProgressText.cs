using System.Globalization;
using Sargam.Pipeline;

namespace Sargam.Cli.Rendering;

/// <summary>Progress in words: how much, how fast, how long still.</summary>
internal static class ProgressText
{
    /// <summary>"1,200 of 3,000 tracks, 85/s, 0.7 hours of audio/s, 21 s left, 2 failed".</summary>
    public static string Describe(StageProgress progress, TimeSpan elapsed)
    {
        string done = progress.Done.ToString("N0", CultureInfo.InvariantCulture);
        if (progress.Total <= 0) return $"{done} {progress.Unit}";
        string text = $"{done} of {progress.Total.ToString("N0", CultureInfo.InvariantCulture)} {progress.Unit}";
        if (progress.Loss is { } loss) text += string.Create(CultureInfo.InvariantCulture, $", loss {loss:0.####}");
        double rate = (progress.Done - progress.DoneBefore) / Math.Max(elapsed.TotalSeconds, 1e-3);
        if (rate <= 0 || elapsed < TimeSpan.FromSeconds(1)) return text;
        string left = Duration(TimeSpan.FromSeconds((progress.Total - progress.Done) / rate));
        string audio = progress.Audio > TimeSpan.Zero ? $", {AudioRate(progress.Audio.TotalHours / elapsed.TotalSeconds)}" : "";
        string failed = progress.FailureCount > 0 ? $", {progress.FailureCount} failed" : "";
        return $"{text}, {rate.ToString(rate < 10 ? "0.0" : "0", CultureInfo.InvariantCulture)}/s{audio}, {left} left{failed}";
    }

    private static string AudioRate(double hoursPerSecond) => hoursPerSecond >= 0.1
        ? string.Create(CultureInfo.InvariantCulture, $"{hoursPerSecond:0.0} hours of audio/s")
        : string.Create(CultureInfo.InvariantCulture, $"{hoursPerSecond * 60:0.0} minutes of audio/s");

    private static string Duration(TimeSpan time) =>
        time.TotalSeconds < 90 ? $"{Math.Ceiling(time.TotalSeconds):0} s"
        : time.TotalMinutes < 90 ? $"{Math.Ceiling(time.TotalMinutes):0} min"
        : $"{time.TotalHours:0.0} h";
}
