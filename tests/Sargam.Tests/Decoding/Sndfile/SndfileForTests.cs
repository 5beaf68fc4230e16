using Sargam.Cli;
using Sargam.Decoding.Sndfile;

namespace Sargam.Tests.Decoding.Sndfile;

/// <summary>The machine's libsndfile, in workers of the real executable. Tests skip where it is absent.</summary>
internal static class SndfileForTests
{
    /// <summary>How to start a worker.</summary>
    public static WorkerCommand Command { get; } = WorkerCommand.ForProgram(typeof(CommandLineProgram).Assembly) ?? throw new InvalidOperationException("the executable is not beside the tests");

    private static readonly Lazy<Task<(SndfileDecoder? Decoder, string Problem)>> Shared =
        new(() => SndfileDecoder.StartAsync(Command, null, CancellationToken.None).AsTask());

    /// <summary>One decoder for all tests that do it no harm.</summary>
    public static async Task<SndfileDecoder> RequireAsync()
    {
        (SndfileDecoder? decoder, string problem) = await Shared.Value;
        Assert.SkipWhen(decoder is null, $"needs libsndfile: {problem}");
        return decoder!;
    }
}
