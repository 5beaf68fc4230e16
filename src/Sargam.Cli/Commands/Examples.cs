using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sargam.Cli.Commands;

/// <summary>Adds examples to a command's help.</summary>
internal static class Examples
{
    public static Command For(Command command, string examples)
    {
        command.Options.Add(new HelpOption { Action = new HelpWithExamples(new HelpAction(), examples) });
        return command;
    }

    private sealed class HelpWithExamples(HelpAction help, string examples) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            int code = help.Invoke(parseResult);
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string line in examples.Split('\n')) output.WriteLine($"  {line}");
            output.WriteLine();
            return code;
        }
    }
}
