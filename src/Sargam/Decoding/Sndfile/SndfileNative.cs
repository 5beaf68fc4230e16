using System.Reflection;
using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>The functions of libsndfile that are used, by their C names. Called in worker processes only.</summary>
internal static class SndfileNative
{
    /// <summary>The environment variable that names the library's file, for when it lies in no usual place.</summary>
    public const string VariableName = "SARGAM_LIBSNDFILE";

    public const int ModeRead = 0x10;
    public const int GetFormatMajorCount = 0x1030;
    public const int GetFormatMajor = 0x1031;

    private const string Library = "sndfile";

    static SndfileNative() => NativeLibrary.SetDllImportResolver(typeof(SndfileNative).Assembly, Resolve);

    /// <summary>Whether the library can be loaded at all.</summary>
    public static bool IsPresent()
    {
        if (!TryLoad(out nint handle)) return false;
        NativeLibrary.Free(handle);
        return true;
    }

    [DllImport(Library, EntryPoint = "sf_version_string")]
    public static extern nint VersionString();

    [DllImport(Library, EntryPoint = "sf_command")]
    public static extern int Command(nint file, int command, ref int data, int size);

    [DllImport(Library, EntryPoint = "sf_command")]
    public static extern int Command(nint file, int command, ref SndfileFormatInfo data, int size);

    [DllImport(Library, EntryPoint = "sf_open")]
    public static extern nint Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode, ref SndfileInfo info);

    [DllImport(Library, EntryPoint = "sf_wchar_open")]
    public static extern nint OpenWide([MarshalAs(UnmanagedType.LPWStr)] string path, int mode, ref SndfileInfo info);

    [DllImport(Library, EntryPoint = "sf_strerror")]
    public static extern nint ErrorText(nint file);

    [DllImport(Library, EntryPoint = "sf_seek")]
    public static extern long Seek(nint file, long frames, int whence);

    [DllImport(Library, EntryPoint = "sf_readf_float")]
    public static extern long ReadFrames(nint file, [Out] float[] interleaved, long frames);

    [DllImport(Library, EntryPoint = "sf_close")]
    public static extern int Close(nint file);

    private static IEnumerable<string> Names() =>
        Environment.GetEnvironmentVariable(VariableName) is { Length: > 0 } configured ? [configured]
        : OperatingSystem.IsWindows() ? ["sndfile.dll", "libsndfile-1.dll", "libsndfile.dll"]
        : OperatingSystem.IsMacOS() ? ["libsndfile.1.dylib", "libsndfile.dylib", "/opt/homebrew/lib/libsndfile.1.dylib", "/usr/local/lib/libsndfile.1.dylib"]
        : ["libsndfile.so.1", "libsndfile.so"];

    private static bool TryLoad(out nint handle)
    {
        foreach (string name in Names())
        {
            if (NativeLibrary.TryLoad(name, out handle)) return true;
        }

        handle = 0;
        return false;
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path) =>
        name == Library && TryLoad(out nint handle) ? handle : 0;
}

/// <summary><c>SF_INFO</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SndfileInfo
{
    public long FrameCount;
    public int SampleRate;
    public int ChannelCount;
    public int Format;
    public int SectionCount;
    public int IsSeekable;
}

/// <summary><c>SF_FORMAT_INFO</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SndfileFormatInfo
{
    public int Format;
    public nint Name;
    public nint Extension;
}
