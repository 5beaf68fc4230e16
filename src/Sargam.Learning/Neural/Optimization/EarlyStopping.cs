namespace Sargam.Learning.Neural.Optimization;

/// <summary>Remembers the weights of the best epoch and says when to give up waiting for a better one.</summary>
/// <param name="patience">Epochs without improvement after which to stop, at least 1.</param>
/// <param name="minImprovement">How much lower a loss must be to count as lower.</param>
internal sealed class EarlyStopping(int patience, double minImprovement = 0)
{
    private float[] _bestState = [];

    /// <summary>The epoch of the lowest loss; 0 before any was seen.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>The lowest loss.</summary>
    public double BestLoss { get; private set; } = double.PositiveInfinity;

    /// <summary>The weights and buffers of the best epoch.</summary>
    public ReadOnlyMemory<float> BestState => _bestState;

    /// <summary>Takes note of an epoch; true when it is time to stop.</summary>
    public bool Observe(int epoch, double loss, ParameterStore parameters)
    {
        if (loss < BestLoss - minImprovement)
        {
            (BestLoss, BestEpoch) = (loss, epoch);
            if (_bestState.Length != parameters.StateLength) _bestState = new float[parameters.StateLength];
            parameters.CopyState(_bestState);
        }

        return HasSettled(epoch);
    }

    /// <summary>Whether the best epoch lies so far back that it is time to stop.</summary>
    public bool HasSettled(int epoch) => BestEpoch > 0 && epoch - BestEpoch >= patience;

    /// <summary>Goes on from what a checkpoint kept.</summary>
    public void Resume(int bestEpoch, double bestLoss, ReadOnlySpan<float> bestState) =>
        (BestEpoch, BestLoss, _bestState) = (bestEpoch, bestLoss, bestState.ToArray());

    /// <summary>Puts the best epoch's weights back; false when there was none.</summary>
    public bool Restore(ParameterStore parameters)
    {
        if (BestEpoch == 0) return false;
        parameters.RestoreState(_bestState);
        return true;
    }
}
