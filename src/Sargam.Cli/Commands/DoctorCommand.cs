using System.CommandLine;
using System.Text.Json;
using Sargam.Cli.Rendering;
using Sargam.Decoding;
using Sargam.Pipeline;

namespace Sargam.Cli.Commands;

/// <summary><c>sargam doctor</c>: what this machine can decode and how fast it can compute.</summary>
internal static class DoctorCommand
{
    public static Command Create(CommandShell shell)
    {
        var command = new Command("doctor", "Says which decoders, instructions and cores were found, and how to install what is missing");
        var json = new Option<bool>("--json") { Description = "Print the result as JSON" };
        command.Options.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using DecoderSet found = await DecoderSet.FindAsync(DecodeWorkerCommand.Decoders, cancellationToken);
            IReadOnlyList<DecoderStatus> decoders = found.Status;
            if (parsed.GetValue(json)) PrintJson(shell.Terminal, decoders);
            else Print(shell.Terminal, decoders);
            return ExitCode.Ok;
        });
        return Examples.For(command, """
            sargam doctor
            sargam doctor --json
            """);
    }

    private static void Print(Terminal terminal, IReadOnlyList<DecoderStatus> decoders)
    {
        terminal.Out.WriteLine($"Sargam {SargamVersion.Current}");
        terminal.Out.WriteLine($"Machine: {MachineDescription.Current}, {Environment.ProcessorCount} cores");
        terminal.Out.WriteLine();
        var table = new TextTable("decoder", "found", "reads", "version or how to install");
        foreach (DecoderStatus decoder in decoders)
        {
            table.Add(decoder.Name, decoder.IsAvailable ? "yes" : "no", decoder.Reads, decoder.IsAvailable ? decoder.Version : decoder.Problem);
        }

        table.Write(terminal);
        if (decoders.Any(decoder => !decoder.IsAvailable))
        {
            terminal.Out.WriteLine();
            terminal.Out.WriteLine("Files that no decoder reads are listed in failures.csv and left out; everything else works without.");
        }
    }

    private static void PrintJson(Terminal terminal, IReadOnlyList<DecoderStatus> decoders) => terminal.Out.WriteLine(JsonSerializer.Serialize(new
    {
        version = SargamVersion.Current,
        machine = MachineDescription.Current,
        instruction_set = MachineDescription.InstructionSet,
        cores = Environment.ProcessorCount,
        decoders = decoders.Select(decoder => new
        {
            name = decoder.Name,
            found = decoder.IsAvailable,
            reads = decoder.Reads,
            version = decoder.Version,
            install = decoder.Problem,
        }),
    }));
}
