namespace Sargam.Learning.Neural.Optimization;

/// <summary>Remembers the network of the best epoch, running statistics included, and says when to give up waiting for a better one.</summary>
/// <param name="patience">Epochs without improvement after which to stop, at least 1.</param>
/// <param name="minDelta">A loss is better only if it is lower by more than this, at least 0 (Keras: <c>min_delta</c>).</param>
internal sealed class EarlyStopping(int patience, double minDelta = 0)
{
    private float[] _bestState = [];

    /// <summary>The epoch of the lowest loss; 0 before any was seen.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The loss of that epoch.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>The network of that epoch, as <see cref="ParameterStore.CopyState"/> copied it; for checkpoints.</summary>
    public ReadOnlySpan<float> BestState => _bestState;

    /// <summary>Takes note of an epoch; true when it is time to stop.</summary>
    public bool Observe(int epoch, double loss, ParameterStore parameters)
    {
        if (loss < BestLoss - minDelta)
        {
            (BestLoss, BestEpoch) = (loss, epoch);
            if (_bestState.Length != parameters.StateLength) _bestState = new float[parameters.StateLength];
            parameters.CopyState(_bestState);
        }

        return BestEpoch > 0 && epoch - BestEpoch >= patience;
    }

    /// <summary>Takes up where another left off.</summary>
    public void Resume(int bestEpoch, double bestLoss, ReadOnlySpan<float> bestState) =>
        (BestEpoch, BestLoss, _bestState) = (bestEpoch, bestLoss, bestState.ToArray());

    /// <summary>Puts the best epoch's network back; false when there was none.</summary>
    public bool Restore(ParameterStore parameters)
    {
        if (BestEpoch == 0) return false;
        parameters.RestoreState(_bestState);
        return true;
    }
}
