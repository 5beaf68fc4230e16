namespace Sargam.Learning.Neural.Optimization;

/// <summary>Remembers the weights of the best epoch and says when to give up waiting for a better one.</summary>
/// <param name="patience">Epochs without improvement after which to stop, at least 1.</param>
internal sealed class EarlyStopping(int patience)
{
    private float[] _bestWeights = [];
    private double _bestLoss = double.PositiveInfinity;

    /// <summary>The epoch of the lowest loss; 0 before any was seen.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Takes note of an epoch; true when it is time to stop.</summary>
    public bool Observe(int epoch, double loss, ReadOnlySpan<float> weights)
    {
        if (loss < _bestLoss)
        {
            (_bestLoss, BestEpoch) = (loss, epoch);
            if (_bestWeights.Length != weights.Length) _bestWeights = new float[weights.Length];
            weights.CopyTo(_bestWeights);
        }

        return BestEpoch > 0 && epoch - BestEpoch >= patience;
    }

    /// <summary>Puts the best epoch's weights back; false when there was none.</summary>
    public bool Restore(Span<float> weights)
    {
        if (BestEpoch == 0) return false;
        _bestWeights.CopyTo(weights);
        return true;
    }
}
