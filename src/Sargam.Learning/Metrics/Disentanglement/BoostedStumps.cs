namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>
/// A classifier of latent values: per class a sum of stumps (one split of one dimension), boosted by second-order gradients of the
/// softmax loss (Friedman 2001; Chen and Guestrin 2016). Learns from the leading rows only. No randomness.
/// </summary>
internal sealed class BoostedStumps
{
    // Rows' worth of shrinkage of each leaf to 0.
    private const double Penalty = 1;

    // Less improvement than this is rounding.
    private const double MinGain = 1e-9;

    private readonly QuantileCodes _codes;
    private readonly int[] _classes;
    private readonly int _classCount;
    private readonly int _trainingCount;
    private readonly double[] _logits;
    private readonly double[] _gradients;
    private readonly double[] _curvatures;
    private readonly double[] _binGradients;
    private readonly double[] _binCurvatures;

    /// <param name="codes">All rows, those to learn from first.</param>
    /// <param name="classes">The class of each row.</param>
    /// <param name="classCount">Classes are below this.</param>
    /// <param name="trainingCount">Rows to learn from.</param>
    public BoostedStumps(QuantileCodes codes, int[] classes, int classCount, int trainingCount)
    {
        (_codes, _classes, _classCount, _trainingCount) = (codes, classes, classCount, trainingCount);
        _logits = new double[checked(classes.Length * classCount)];
        _gradients = new double[checked(trainingCount * classCount)];
        _curvatures = new double[_gradients.Length];
        _binGradients = new double[codes.BinCount];
        _binCurvatures = new double[codes.BinCount];
        Importances = new double[codes.DimensionCount];
        double[] counts = new double[classCount];
        foreach (int label in classes.AsSpan(0, trainingCount)) counts[label]++;
        for (int label = 0; label < classCount; label++)
        {
            Logits(label).Fill(Math.Log((counts[label] + 1) / (trainingCount + classCount)));
        }
    }

    /// <summary>How much the splits of each dimension lowered the loss, in nats over all training rows.</summary>
    public double[] Importances { get; }

    /// <summary>Adds stumps, one per class and round.</summary>
    public void Boost(int roundCount, double learningRate, CancellationToken cancellationToken)
    {
        for (int round = 0; round < roundCount; round++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Differentiate();
            bool improved = false;
            for (int label = 0; label < _classCount; label++)
            {
                Stump best = FindBest(label);
                if (best.Gain <= MinGain) continue;
                improved = true;
                Importances[best.Dimension] += best.Gain;
                Apply(best, label, learningRate);
            }

            if (!improved) return;
        }
    }

    /// <summary>Share of the rows not learned from whose most probable class is theirs; null without such rows.</summary>
    public double? HeldOutAccuracy()
    {
        if (_trainingCount == _classes.Length) return null;
        int right = 0;
        for (int row = _trainingCount; row < _classes.Length; row++)
        {
            int best = 0;
            for (int label = 1; label < _classCount; label++)
            {
                if (Logits(label)[row] > Logits(best)[row]) best = label;
            }

            if (best == _classes[row]) right++;
        }

        return (double)right / (_classes.Length - _trainingCount);
    }

    private Span<double> Logits(int label) => _logits.AsSpan(label * _classes.Length, _classes.Length);

    /// <summary>Slope and curvature of the log-likelihood of the training rows, class after class.</summary>
    private void Differentiate()
    {
        for (int row = 0; row < _trainingCount; row++)
        {
            double largest = double.NegativeInfinity;
            for (int label = 0; label < _classCount; label++) largest = Math.Max(largest, _logits[label * _classes.Length + row]);
            double sum = 0;
            for (int label = 0; label < _classCount; label++)
            {
                double weight = Math.Exp(_logits[label * _classes.Length + row] - largest);
                _gradients[label * _trainingCount + row] = weight;
                sum += weight;
            }

            for (int label = 0; label < _classCount; label++)
            {
                int index = label * _trainingCount + row;
                double probability = _gradients[index] / sum;
                _gradients[index] = (_classes[row] == label ? 1 : 0) - probability;
                _curvatures[index] = probability * (1 - probability);
            }
        }
    }

    /// <summary>The split that lowers the loss of a class most; of equal ones the first.</summary>
    private Stump FindBest(int label)
    {
        ReadOnlySpan<double> gradients = _gradients.AsSpan(label * _trainingCount, _trainingCount);
        ReadOnlySpan<double> curvatures = _curvatures.AsSpan(label * _trainingCount, _trainingCount);
        Stump best = default;
        for (int dimension = 0; dimension < _codes.DimensionCount; dimension++)
        {
            ReadOnlySpan<byte> codes = _codes.Dimension(dimension)[.._trainingCount];
            Array.Clear(_binGradients);
            Array.Clear(_binCurvatures);
            for (int row = 0; row < codes.Length; row++)
            {
                _binGradients[codes[row]] += gradients[row];
                _binCurvatures[codes[row]] += curvatures[row];
            }

            Stump found = SplitBins(dimension);
            if (found.Gain > best.Gain) best = found;
        }

        return best;
    }

    private Stump SplitBins(int dimension)
    {
        (double gradient, double curvature) = (0, 0);
        for (int bin = 0; bin < _codes.BinCount; bin++)
        {
            gradient += _binGradients[bin];
            curvature += _binCurvatures[bin];
        }

        Stump best = default;
        double unsplit = gradient * gradient / (curvature + Penalty);
        (double below, double belowCurvature) = (0, 0);
        for (int bin = 1; bin < _codes.BinCount; bin++)
        {
            below += _binGradients[bin - 1];
            belowCurvature += _binCurvatures[bin - 1];
            (double above, double aboveCurvature) = (gradient - below, curvature - belowCurvature);
            double gain = (below * below / (belowCurvature + Penalty) + above * above / (aboveCurvature + Penalty) - unsplit) / 2;
            if (gain > best.Gain) best = new Stump(dimension, bin, below / (belowCurvature + Penalty), above / (aboveCurvature + Penalty), gain);
        }

        return best;
    }

    private void Apply(Stump stump, int label, double learningRate)
    {
        ReadOnlySpan<byte> codes = _codes.Dimension(stump.Dimension);
        Span<double> logits = Logits(label);
        for (int row = 0; row < logits.Length; row++) logits[row] += learningRate * (codes[row] < stump.Bin ? stump.Below : stump.Above);
    }

    private readonly record struct Stump(int Dimension, int Bin, double Below, double Above, double Gain);
}
