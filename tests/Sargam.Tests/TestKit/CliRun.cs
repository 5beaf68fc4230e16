using Sargam.Cli;
using Sargam.Cli.Rendering;

namespace Sargam.Tests.TestKit;

/// <summary>Runs the command line inside the test's process.</summary>
internal static class CliRun
{
    /// <summary>What a command printed and returned.</summary>
    public sealed record Result(int ExitCode, string Output, string Error);

    public static Task<Result> RunAsync(params string[] arguments) => RunAsync(arguments, [], TestContext.Current.CancellationToken);

    public static async Task<Result> RunAsync(string[] arguments, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        int code = await CommandLineProgram.RunAsync(
            arguments, Terminal.Of(TextWriter.Synchronized(output), TextWriter.Synchronized(error)), TimeProvider.System,
            name => environment.GetValueOrDefault(name), cancellationToken);
        return new Result(code, output.ToString(), error.ToString());
    }
}
