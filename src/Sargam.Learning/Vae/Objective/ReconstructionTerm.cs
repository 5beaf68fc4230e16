using System.Numerics.Tensors;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Losses;

namespace Sargam.Learning.Vae.Objective;

/// <summary>
/// One modality's reconstruction loss: the mean over the observations of a batch, within an observation summed or averaged.
/// An observation that lacks the modality adds 0.
/// </summary>
internal sealed class ReconstructionTerm
{
    private readonly ILoss _sum;
    private readonly ReconstructionLoss _kind;
    private readonly ReductionKind _reduction;
    private readonly double _weight;
    private readonly Parameter? _logVariance;

    /// <param name="branch">The loss and its weight.</param>
    /// <param name="reduction">How the features of an observation combine.</param>
    /// <param name="parameters">Where a learned variance goes, as its logarithm, 0 until it is started.</param>
    /// <param name="name">Its name.</param>
    public ReconstructionTerm(VaeBranch branch, ReductionKind reduction, ParameterStore parameters, string name)
    {
        (_kind, _reduction, _weight) = (branch.Loss, reduction, branch.Weight);
        _sum = _kind == ReconstructionLoss.BinaryCrossEntropy ? new BinaryCrossEntropy(ReductionKind.Sum) : new SquaredError(ReductionKind.Sum);
        if (_kind == ReconstructionLoss.LearnedVariance) _logVariance = parameters.Add(name, 1);
    }

    /// <summary>
    /// Starts a learned variance at that of the data: from 1 an optimiser whose steps are 0.001 would need thousands of them to
    /// get to values of another scale, and until then the divergence would weigh too much or too little.
    /// </summary>
    public void StartVariance(double variance)
    {
        const double Smallest = 1e-6;
        if (_logVariance is not null) _logVariance.Values[0] = (float)Math.Log(Math.Max(variance, Smallest));
    }

    /// <summary>The loss, without its weight; writes its gradient with respect to the reconstruction, with the weight.</summary>
    public double Evaluate(
        ReadOnlySpan<float> input, ReadOnlySpan<float> reconstruction, Span<float> gradient, bool[]? present, int rowCount)
    {
        int size = input.Length / rowCount;
        double sum = 0;
        int presentCount = 0;
        for (int row = 0; row < rowCount;)
        {
            int run = RunLength(present, row, rowCount);
            (int start, int length) = (row * size, run * size);
            if (present is not null && !present[row])
            {
                gradient.Slice(start, length).Clear();
            }
            else
            {
                sum += _sum.Evaluate(input.Slice(start, length), reconstruction.Slice(start, length), gradient.Slice(start, length), rowCount: 1);
                presentCount += run;
            }

            row += run;
        }

        double scale = _reduction == ReductionKind.Sum ? 1.0 / rowCount : 1.0 / ((double)rowCount * size);
        (double factor, double value) = Finish(sum, (long)presentCount * size, scale);
        TensorPrimitives.Multiply(gradient, (float)(factor * scale * _weight), gradient);
        return value * scale;
    }

    /// <summary>Rows from one on that are alike in having the modality or not.</summary>
    private static int RunLength(bool[]? present, int row, int rowCount)
    {
        if (present is null) return rowCount - row;
        int end = row + 1;
        while (end < rowCount && present[end] == present[row]) end++;
        return end - row;
    }

    /// <summary>From the plain sum to the loss, and what its gradient is to be multiplied by.</summary>
    private (double Factor, double Value) Finish(double sum, long valueCount, double scale)
    {
        if (_logVariance is null) return _kind == ReconstructionLoss.HalfSquaredError ? (0.5, sum / 2) : (1, sum);
        double logVariance = _logVariance.Values[0];
        double precision = Math.Exp(-logVariance);
        if (!_logVariance.Gradient.IsEmpty) _logVariance.Gradient[0] = (float)(0.5 * (valueCount - sum * precision) * scale * _weight);
        return (precision / 2, 0.5 * (sum * precision + valueCount * logVariance));
    }
}
