using System.ComponentModel;
using System.Diagnostics;

namespace Sargam.Decoding.Processes;

/// <summary>
/// A program started without a shell, its output read as bytes, its error output kept up to a limit. It and everything it
/// started are gone when this is disposed.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    /// <summary>The most that <see cref="RunAsync"/> accepts as an answer.</summary>
    private const int MaxAnswerLength = 256 * 1024;

    /// <summary>A process that the system cannot end (a dead network drive) must not hold the caller for ever.</summary>
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromSeconds(5);

    /// <summary>How long a program may take to notice that nobody reads its output any more.</summary>
    private static readonly TimeSpan BrokenPipeLag = TimeSpan.FromMilliseconds(250);

    private readonly Process _process;
    private readonly OutputTail _errors = new();
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _errorReader;
    private bool _hasExited;
    private bool _isDisposed;

    private ChildProcess(Process process)
    {
        _process = process;
        _errorReader = ReadErrorsAsync(process.StandardError.BaseStream);
    }

    /// <summary>Starts a program with closed standard input.</summary>
    /// <exception cref="AudioDecodeException">The system refuses.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments)
    {
        ChildProcess child = StartTalking(program, arguments, []);
        child._process.StandardInput.Close();
        return child;
    }

    /// <summary>Starts a program whose standard input stays open for <see cref="WriteAsync"/>.</summary>
    /// <param name="program">Name or path.</param>
    /// <param name="arguments">One element for each argument.</param>
    /// <param name="environment">Variables to set beside those of this process.</param>
    /// <exception cref="AudioDecodeException">The system refuses.</exception>
    public static ChildProcess StartTalking(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        start.Environment.Remove("FFREPORT"); // would write a log file into the working folder
        foreach ((string name, string value) in environment) start.Environment[name] = value;
        try
        {
            Process process = Process.Start(start) ?? throw new AudioDecodeException($"{NameOf(program)} did not start");
            return new ChildProcess(process);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException)
        {
            throw new AudioDecodeException($"{NameOf(program)} could not be started: {exception.GetType().Name}", exception);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="AudioDecodeException">It did not start, took too long, or wrote too much.</exception>
    public static async ValueTask<(int ExitCode, byte[] Output, string Errors)> RunAsync(
        string program, IEnumerable<string> arguments, TimeBudget budget, CancellationToken cancellationToken)
    {
        await using ChildProcess child = Start(program, arguments);
        byte[] output = await budget.SpendAsync(child.ReadAllAsync, cancellationToken);
        int exitCode = await budget.SpendAsync(child.WaitForExitAsync, cancellationToken);
        return (exitCode, output, child.Errors);
    }

    /// <summary>The end of what the program wrote to its error output; complete once it has exited.</summary>
    public string Errors => _errors.ToString();

    /// <summary>The program's process id.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Writes to the program's standard input.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        Stream input = _process.StandardInput.BaseStream;
        await input.WriteAsync(bytes, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    /// <summary>Fills a buffer with output; less only at its end.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
        _process.StandardOutput.BaseStream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);

    /// <summary>Waits for the end, of the error output too.</summary>
    public async ValueTask<int> WaitForExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        await _errorReader.WaitAsync(cancellationToken);
        _hasExited = true;
        return _process.ExitCode;
    }

    /// <summary>Ends the program at once, and nothing that it may have started.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself meanwhile.
        }
    }

    /// <summary>Ends the program and whatever it started, and waits until the system has forgotten it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed) return;
        _isDisposed = true;
        if (!_hasExited) await EndAsync();
        await _disposing.CancelAsync();
        await _errorReader.WaitAsync(FarewellLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _process.Dispose();
        _disposing.Dispose();
    }

    /// <summary>
    /// Writing into a closed pipe ends ffmpeg within milliseconds. Killing comes second because it is dear: to find what the
    /// program has started, .NET looks at every process of the machine.
    /// </summary>
    private async ValueTask EndAsync()
    {
        Task exit = _process.WaitForExitAsync();
        await CloseInputAsync();
        await _process.StandardOutput.BaseStream.DisposeAsync();
        await exit.WaitAsync(BrokenPipeLag).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (exit.IsCompleted) return;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended by itself meanwhile, or some descendant may not be ended by us.
        }

        await exit.WaitAsync(FarewellLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async ValueTask CloseInputAsync()
    {
        try
        {
            await _process.StandardInput.DisposeAsync();
        }
        catch (IOException)
        {
            // The program has closed its end before.
        }
    }

    private async ValueTask<byte[]> ReadAllAsync(CancellationToken cancellationToken)
    {
        var output = new byte[MaxAnswerLength];
        int length = await ReadAsync(output, cancellationToken);
        return length < output.Length ? output[..length] : throw new AudioDecodeException("ffmpeg answered with too much text");
    }

    private async Task ReadErrorsAsync(Stream stream)
    {
        var block = new byte[1024];
        try
        {
            while (await stream.ReadAsync(block, _disposing.Token) is > 0 and int count) _errors.Append(block.AsSpan(0, count));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // What arrived until now is what there is.
        }
    }

    private static string NameOf(string program) => Path.GetFileNameWithoutExtension(program);
}
