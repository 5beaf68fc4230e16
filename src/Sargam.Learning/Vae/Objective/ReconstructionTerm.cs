using System.Numerics.Tensors;
using Sargam.Learning.Neural;

namespace Sargam.Learning.Vae.Objective;

/// <summary>
/// One modality's reconstruction loss: the mean over the observations of a batch, within an observation summed or averaged.
/// An observation that lacks the modality adds 0.
/// </summary>
internal sealed class ReconstructionTerm
{
    private readonly ReconstructionLoss _loss;
    private readonly ReductionKind _reduction;
    private readonly double _weight;
    private readonly Parameter? _logVariance;

    /// <param name="branch">The loss and its weight.</param>
    /// <param name="reduction">How the features of an observation combine.</param>
    /// <param name="parameters">Where a learned variance goes, as its logarithm, 0 at first.</param>
    /// <param name="name">Its name.</param>
    public ReconstructionTerm(VaeBranch branch, ReductionKind reduction, ParameterStore parameters, string name)
    {
        (_loss, _reduction, _weight) = (branch.Loss, reduction, branch.Weight);
        if (_loss == ReconstructionLoss.LearnedVariance) _logVariance = parameters.Add(name, 1);
    }

    /// <summary>The loss, without its weight; writes its gradient with respect to the reconstruction, with the weight.</summary>
    public double Evaluate(
        ReadOnlySpan<float> input, ReadOnlySpan<float> reconstruction, Span<float> gradient, bool[]? present, int rowCount)
    {
        int size = input.Length / rowCount;
        double scale = _reduction == ReductionKind.Sum ? 1.0 / rowCount : 1.0 / ((double)rowCount * size);
        double sum = 0;
        int presentCount = 0;
        for (int row = 0; row < rowCount; row++)
        {
            Span<float> ofRow = gradient.Slice(row * size, size);
            if (present is not null && !present[row])
            {
                ofRow.Clear();
                continue;
            }

            presentCount++;
            sum += Row(input.Slice(row * size, size), reconstruction.Slice(row * size, size), ofRow);
        }

        return Finish(sum, (long)presentCount * size, gradient, scale);
    }

    /// <summary>The row's sum of squares or cross entropies; leaves the differences that the gradient is made of.</summary>
    private double Row(ReadOnlySpan<float> input, ReadOnlySpan<float> reconstruction, Span<float> gradient)
    {
        if (_loss != ReconstructionLoss.BinaryCrossEntropy)
        {
            TensorPrimitives.Subtract(reconstruction, input, gradient);
            return TensorPrimitives.SumOfSquares<float>(gradient);
        }

        double sum = 0;
        for (int i = 0; i < input.Length; i++)
        {
            float logit = reconstruction[i];
            float decay = MathF.Exp(-MathF.Abs(logit));
            sum += MathF.Max(logit, 0) - logit * input[i] + MathF.Log(1 + decay);
            gradient[i] = (logit >= 0 ? 1 : decay) / (1 + decay) - input[i];
        }

        return sum;
    }

    private double Finish(double sum, long valueCount, Span<float> gradient, double scale)
    {
        (double factor, double value) = _loss switch
        {
            ReconstructionLoss.SquaredError => (2, sum),
            ReconstructionLoss.HalfSquaredError => (1, sum / 2),
            ReconstructionLoss.BinaryCrossEntropy => (1, sum),
            _ => LearnedVariance(sum, valueCount, scale),
        };
        TensorPrimitives.Multiply(gradient, (float)(factor * scale * _weight), gradient);
        return value * scale;
    }

    private (double Factor, double Value) LearnedVariance(double squares, long valueCount, double scale)
    {
        double logVariance = _logVariance!.Values[0];
        double precision = Math.Exp(-logVariance);
        if (!_logVariance.Gradient.IsEmpty) _logVariance.Gradient[0] = (float)(0.5 * (valueCount - squares * precision) * scale * _weight);
        return (precision, 0.5 * (squares * precision + valueCount * logVariance));
    }
}
