using System.CommandLine;
using System.CommandLine.Parsing;
using Sargam.Cli.Commands;
using Sargam.Cli.Options;
using Sargam.Cli.Rendering;
using Sargam.Storage;

namespace Sargam.Cli;

/// <summary>Parses the command line, runs the command, and turns what happens into an exit code and a message.</summary>
internal static class CommandLineProgram
{
    private const string Name = "sargam";

    /// <summary>Runs one command line.</summary>
    /// <param name="arguments">As the shell passed them.</param>
    /// <param name="terminal">Where output goes.</param>
    /// <param name="clock">For progress and manifests.</param>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="cancellationToken">Does what Ctrl-C does.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        string[] arguments, Terminal terminal, TimeProvider clock, Func<string, string?> environment, CancellationToken cancellationToken = default)
    {
        if (arguments.Length == 0) arguments = ["--help"];
        Command root = CreateRoot(new CommandShell(terminal, clock));
        // A folder may be called @music: no response files.
        var configuration = new ParserConfiguration { ResponseFileTokenReplacer = null };
        ParseResult parsed = root.Parse(arguments, configuration);
        parsed = root.Parse(EnvironmentDefaults.Extend(parsed, arguments, environment), configuration);
        if (parsed.Errors.Count > 0 && !AsksForHelp(parsed)) return ReportUsage(parsed, terminal);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeSpan.FromSeconds(10),
            }, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            terminal.Error.WriteLine("Interrupted. What is finished is kept: the same command goes on from there.");
            return ExitCode.Interrupted;
        }
        catch (Exception error) when (error is ArgumentException or StoreException or Decoding.AudioDecodeException)
        {
            terminal.Error.WriteLine($"sargam: {SafeText.Lines(error.Message)}");
            return ExitCode.Failed;
        }
        catch (IOException error)
        {
            // The workspace's files have errors of their own: what is left is mostly an output that takes no more.
            terminal.Error.WriteLine($"sargam: reading or writing failed: {SafeText.Lines(error.Message)}");
            return ExitCode.Failed;
        }
        catch (Exception error)
        {
            terminal.Error.WriteLine($"sargam: something unexpected went wrong; please report it with the lines below.\n{SafeText.Lines(error.ToString())}");
            return ExitCode.Failed;
        }
    }

    private static Command CreateRoot(CommandShell shell)
    {
        // Not a RootCommand: that takes its name from the file that was started, which dotnet run calls Sargam.Cli.
        var root = new Command(Name, "Clusters music in any language, and says honestly whether the clusters are real.");
        root.Options.Add(new VersionOption());
        root.Subcommands.Add(RunCommand.Create(shell));
        root.Subcommands.Add(CompareCommand.Create(shell));
        root.Subcommands.Add(DemoCommand.Create(shell));
        root.Subcommands.Add(ScanCommand.Create(shell));
        foreach (Command command in new StageCommands(shell).Create()) root.Subcommands.Add(command);
        root.Subcommands.Add(SimilarCommand.Create(shell));
        root.Subcommands.Add(PlaylistCommand.Create(shell));
        root.Subcommands.Add(ServeCommand.Create(shell));
        root.Subcommands.Add(ExportCommand.Create(shell));
        root.Subcommands.Add(RecipesCommand.Create(shell));
        root.Subcommands.Add(DoctorCommand.Create(shell));
        Examples.For(root, """
            sargam demo                  a small collection made here, taken through everything
            sargam run ~/Music           your own
            sargam run --help            all settings
            """);
        return root;
    }

    private static bool AsksForHelp(ParseResult parsed) =>
        parsed.Tokens.Any(token => token.Type == TokenType.Option && token.Value is "--help" or "-h" or "-?" or "--version");

    private static int ReportUsage(ParseResult parsed, Terminal terminal)
    {
        Command asked = parsed.CommandResult.Command;
        IEnumerable<string> problems = asked.Name is Name && parsed.UnmatchedTokens.Count > 0
            ? [NoCommand(parsed.UnmatchedTokens[0], asked)]
            : parsed.Errors.Select(error => error.Message);
        foreach (string problem in problems) terminal.Error.WriteLine($"sargam: {SafeText.Line(problem)}");
        string command = asked.Name is Name ? Name : $"{Name} {asked.Name}";
        terminal.Error.WriteLine($"{command} --help shows what is possible.");
        return ExitCode.Usage;
    }

    private static string NoCommand(string word, Command root) =>
        $"there is no command {word}{Spelling.Guess(word, root.Subcommands.Where(command => !command.Hidden).Select(command => command.Name))}";
}
