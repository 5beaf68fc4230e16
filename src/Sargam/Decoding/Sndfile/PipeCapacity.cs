using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// Linux gives a pipe 64 KB, so that a block of samples would wake reader and writer a dozen times. Elsewhere, or where the
/// system refuses, only speed is lost.
/// </summary>
internal static class PipeCapacity
{
    private const int StandardOutput = 1;
    private const int SetPipeSize = 1031; // F_SETPIPE_SZ
    private const int Bytes = 1024 * 1024; // what the system allows everybody

    public static void Raise()
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            _ = FileControl(StandardOutput, SetPipeSize, Bytes);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // A C library of another name: smaller pipes.
        }
    }

    [DllImport("libc", EntryPoint = "fcntl")]
    private static extern int FileControl(int descriptor, int command, nint argument);
}
