using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>What the library of this machine is and reads, or why it cannot be used.</summary>
/// <param name="Version">Its version, such as <c>1.2.0</c>; empty when it cannot be used.</param>
/// <param name="ReadsMp3">Whether it was built with MPEG support (version 1.1 and later, if its builder wished so).</param>
/// <param name="Problem">What is wrong and what would help; empty when it can be used.</param>
internal sealed record SndfileLibrary(string Version, bool ReadsMp3, string Problem)
{
    public const string HowToInstall =
        "Debian, Ubuntu: apt install libsndfile1; Fedora: dnf install libsndfile; macOS: brew install libsndfile; Windows: vcpkg install libsndfile";

    /// <summary>Loads the library and asks it.</summary>
    public static SndfileLibrary Load()
    {
        if (!SndfileNative.IsPresent())
        {
            return Environment.GetEnvironmentVariable(SndfileNative.VariableName) is { Length: > 0 } configured
                ? Missing($"{SndfileNative.VariableName} does not name a library that can be loaded: {configured}")
                : Missing($"libsndfile is not installed. {HowToInstall}");
        }

        try
        {
            string version = ParseVersion(Marshal.PtrToStringUTF8(SndfileNative.VersionString()) ?? "");
            HashSet<int> formats = Formats();
            return formats.Contains(SndfileFormats.Flac) && formats.Contains(SndfileFormats.Ogg)
                ? new SndfileLibrary(version, formats.Contains(SndfileFormats.Mpeg), "")
                : Missing($"libsndfile {version} was built without FLAC and Ogg. {HowToInstall}");
        }
        catch (EntryPointNotFoundException)
        {
            return Missing($"the library found is not libsndfile, or a very old one. {HowToInstall}");
        }
    }

    /// <summary>The number in "libsndfile-1.2.0-exp".</summary>
    internal static string ParseVersion(string text)
    {
        string number = new([.. text.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(c => char.IsAsciiDigit(c) || c == '.')]);
        return number.Length > 0 ? number : "of unknown version";
    }

    private static SndfileLibrary Missing(string problem) => new("", false, problem);

    private static HashSet<int> Formats()
    {
        int count = 0;
        _ = SndfileNative.Command(0, SndfileNative.GetFormatMajorCount, ref count, sizeof(int));
        var formats = new HashSet<int>();
        for (int i = 0; i < count; i++)
        {
            var info = new SndfileFormatInfo { Format = i };
            if (SndfileNative.Command(0, SndfileNative.GetFormatMajor, ref info, Marshal.SizeOf<SndfileFormatInfo>()) == 0) formats.Add(info.Format);
        }

        return formats;
    }
}
