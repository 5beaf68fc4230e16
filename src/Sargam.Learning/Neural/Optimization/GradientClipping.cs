using System.Numerics.Tensors;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>Keeps single batches from throwing the weights far (PyTorch: <c>clip_grad_norm_</c>).</summary>
internal static class GradientClipping
{
    private const int BlockLength = 512;

    /// <summary>The norm: float sums in short blocks, added up in double.</summary>
    public static double Norm(ReadOnlySpan<float> gradients, GradientNorm norm = GradientNorm.Euclidean)
    {
        if (norm == GradientNorm.Maximum) return gradients.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(gradients));
        double sum = 0;
        for (int start = 0; start < gradients.Length; start += BlockLength)
        {
            ReadOnlySpan<float> block = gradients.Slice(start, Math.Min(BlockLength, gradients.Length - start));
            sum += norm == GradientNorm.Euclidean ? TensorPrimitives.SumOfSquares(block) : TensorPrimitives.SumOfMagnitudes(block);
        }

        return norm == GradientNorm.Euclidean ? Math.Sqrt(sum) : sum;
    }

    /// <summary>Scales the gradients down to a norm of at most <paramref name="maxNorm"/>; returns the norm they had.</summary>
    public static double ClipNorm(Span<float> gradients, double maxNorm, GradientNorm kind = GradientNorm.Euclidean)
    {
        double norm = Norm(gradients, kind);
        double scale = maxNorm / (norm + 1e-6);
        if (scale < 1) TensorPrimitives.Multiply(gradients, (float)scale, gradients);
        return norm;
    }
}
