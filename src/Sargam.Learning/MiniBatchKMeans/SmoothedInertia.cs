namespace Sargam.Learning.MiniBatchKMeans;

/// <summary>Follows the exponentially weighted mean of the batches' inertias, which single batches disturb less.</summary>
/// <param name="weight">Of a new value; at most 1 is used.</param>
/// <param name="patience">Values without a new low that make a stall.</param>
internal sealed class SmoothedInertia(double weight, int patience)
{
    private readonly double _weight = Math.Min(1, weight);
    private double _mean = double.NaN;
    private double _least = double.PositiveInfinity;
    private int _withoutLow;

    /// <summary>Takes the next value, and says whether there has been no new low for too long.</summary>
    public bool IsStalledBy(double inertia)
    {
        _mean = double.IsNaN(_mean) ? inertia : _mean * (1 - _weight) + inertia * _weight;
        if (_mean < _least)
        {
            (_least, _withoutLow) = (_mean, 0);
            return false;
        }

        return ++_withoutLow >= patience;
    }
}
