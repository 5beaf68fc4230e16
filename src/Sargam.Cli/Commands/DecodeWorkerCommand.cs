using Sargam.Decoding;
using Sargam.Decoding.Sndfile;

namespace Sargam.Cli.Commands;

/// <summary>
/// <c>sargam decode-worker</c>: the process in which libsndfile works for another <c>sargam</c>. Not listed in the help, and
/// recognised before anything is parsed: its standard output carries samples and nothing else.
/// </summary>
internal static class DecodeWorkerCommand
{
    /// <summary>The decoders of this machine, libsndfile served by workers of this executable.</summary>
    public static DecoderOptions Decoders => new() { Worker = WorkerCommand.ForProgram(typeof(DecodeWorkerCommand).Assembly) };

    public static bool IsMeant(string[] arguments) => arguments is [DecodeWorker.Verb];

    public static int Run()
    {
        using Stream requests = Console.OpenStandardInput();
        using Stream answers = Console.OpenStandardOutput();
        Console.SetOut(TextWriter.Null);
        return DecodeWorker.Run(requests, answers);
    }
}
