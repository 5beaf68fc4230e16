using Spectre.Console;

namespace Sargam.Cli.Rendering;

/// <summary>
/// Where results (stdout) and progress (stderr) go, and whether a person watches. Escape codes are written only to a real
/// terminal, and never when <c>NO_COLOR</c>, <c>TERM=dumb</c> or <c>CI</c> is set.
/// </summary>
internal sealed class Terminal
{
    private Terminal(TextWriter output, TextWriter error, bool isInteractive, bool isErrorInteractive)
    {
        Out = output;
        Error = error;
        IsInteractive = isInteractive;
        IsErrorInteractive = isErrorInteractive;
        OutConsole = Create(output, isInteractive);
        ErrorConsole = Create(error, isErrorInteractive);
    }

    /// <summary>Data: tables, JSON, paths.</summary>
    public TextWriter Out { get; }

    /// <summary>Progress, notes, errors.</summary>
    public TextWriter Error { get; }

    /// <summary>Whether stdout is a terminal that may get escape codes.</summary>
    public bool IsInteractive { get; }

    /// <summary>Whether stderr is a terminal that may get progress bars.</summary>
    public bool IsErrorInteractive { get; }

    public IAnsiConsole OutConsole { get; }

    public IAnsiConsole ErrorConsole { get; }

    /// <summary>The process's own terminal.</summary>
    public static Terminal OfProcess()
    {
        bool plain = IsSet("NO_COLOR") || IsSet("CI") || Environment.GetEnvironmentVariable("TERM") == "dumb";
        return new Terminal(Console.Out, Console.Error, !plain && !Console.IsOutputRedirected, !plain && !Console.IsErrorRedirected);
    }

    /// <summary>Plain writers, for tests.</summary>
    public static Terminal Of(TextWriter output, TextWriter error) => new(output, error, false, false);

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));

    private static IAnsiConsole Create(TextWriter writer, bool interactive) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        Ansi = interactive ? AnsiSupport.Detect : AnsiSupport.No,
        Interactive = interactive ? InteractionSupport.Detect : InteractionSupport.No,
    });
}
