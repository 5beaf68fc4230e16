using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Sargam.Decoding.Sndfile;

/// <summary>
/// The other side of <see cref="SndfileDecoder"/>: a process that decodes files with libsndfile for its parent, so that native
/// code that crashes, hangs or takes all memory costs one file and nothing else. A program that uses the library makes itself
/// a worker by calling <see cref="Run"/> when it is started with <see cref="Verb"/>.
/// </summary>
public static class DecodeWorker
{
    /// <summary>The argument with which Sargam's own executable becomes a worker.</summary>
    public const string Verb = "decode-worker";

    /// <summary>How long a file in work may go on after the parent is gone.</summary>
    private static readonly TimeSpan OrphanGrace = TimeSpan.FromMilliseconds(300);

    /// <summary>
    /// Answers requests until they end, which they do when the parent closes its side or dies. Nothing else may write to the
    /// stream of answers, so keep the console away from it. Ctrl-C in the terminal reaches every process of the group and is
    /// ignored here: the parent decides.
    /// </summary>
    /// <param name="requests">The process's standard input.</param>
    /// <param name="answers">The process's standard output.</param>
    /// <returns>The exit code.</returns>
    public static int Run(Stream requests, Stream answers)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ArgumentNullException.ThrowIfNull(answers);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        PipeCapacity.Raise();
        using var queue = new BlockingCollection<(WorkerMessageKind, byte[])>();
        var reader = new Thread(() => Enqueue(requests, queue)) { IsBackground = true, Name = "requests" };
        using var session = new WorkerSession(answers);
        try
        {
            session.SayHello();
            reader.Start();
            foreach ((WorkerMessageKind kind, byte[] body) in queue.GetConsumingEnumerable()) session.Answer(kind, body);
            return 0;
        }
        catch (IOException)
        {
            return 0; // nobody reads the answers any more
        }
    }

    /// <summary>Reads on while a file is being decoded, so that the parent's end is noticed even if the decoder hangs.</summary>
    private static void Enqueue(Stream requests, BlockingCollection<(WorkerMessageKind Kind, byte[] Body)> queue)
    {
        try
        {
            var header = new byte[WorkerMessage.HeaderLength];
            while (requests.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length)
            {
                (WorkerMessageKind kind, int length) = WorkerMessage.ReadHeader(header);
                var body = new byte[length];
                requests.ReadExactly(body);
                queue.Add((kind, body));
            }
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            // The parent is gone, or has gone mad: the same to us.
        }

        queue.CompleteAdding();
        Thread.Sleep(OrphanGrace);
        MemoryGuard.KillThisProcess();
    }
}
