using System.Diagnostics;

namespace Sargam.Decoding.Processes;

/// <summary>
/// The time that programs may spend on one file. Only time spent waiting for them counts, so a consumer that does other work
/// between two reads loses nothing.
/// </summary>
internal sealed class TimeBudget
{
    private readonly TimeSpan _limit;
    private TimeSpan _left;

    public TimeBudget(TimeSpan limit) => _limit = _left = limit;

    /// <summary>Runs something that may take what is left.</summary>
    /// <exception cref="AudioDecodeException">The time is used up.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<T> SpendAsync<T>(Func<CancellationToken, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        if (_left <= TimeSpan.Zero) throw TooSlow(null);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(_left);
        long start = Stopwatch.GetTimestamp();
        try
        {
            return await work(deadline.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            _left = TimeSpan.Zero;
            throw TooSlow(exception);
        }
        finally
        {
            _left -= Stopwatch.GetElapsedTime(start);
        }
    }

    private AudioDecodeException TooSlow(Exception? inner) =>
        new($"decoding took longer than {_limit.TotalSeconds:0.###} seconds and was stopped", inner);
}
