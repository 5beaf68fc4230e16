using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sargam.Cli.Commands;

/// <summary>Adds examples to a command's help, and explanations that need more room than an option has.</summary>
internal static class Examples
{
    /// <summary>Without a terminal there is no width to ask for.</summary>
    private const int RedirectedWidth = 80;

    public static Command For(Command command, string examples, string explanation = "")
    {
        command.Options.Add(new HelpOption { Action = new HelpWithExamples(new HelpAction(), explanation, examples) });
        return command;
    }

    private sealed class HelpWithExamples(HelpAction help, string explanation, string examples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            if (Console.IsOutputRedirected) help.MaxWidth = RedirectedWidth;
            int code = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            if (explanation.Length > 0) output.WriteLine($"{explanation}\n");
            output.WriteLine("Examples:");
            foreach (string line in examples.Split('\n')) output.WriteLine($"  {line}");
            output.WriteLine();
            return code;
        }
    }
}
