namespace Sargam.Cli;

/// <summary>What the process returns to the shell.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int SomeTracksFailed = 3;
    public const int Interrupted = 130;
}
