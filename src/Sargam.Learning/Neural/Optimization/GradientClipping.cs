using System.Numerics.Tensors;

namespace Sargam.Learning.Neural.Optimization;

/// <summary>Keeps single batches from throwing the weights far (PyTorch: <c>clip_grad_norm_</c>, norm 2).</summary>
internal static class GradientClipping
{
    private const int BlockLength = 512;

    /// <summary>The Euclidean norm: float sums in short blocks, added up in double.</summary>
    public static double Norm(ReadOnlySpan<float> gradients)
    {
        double sum = 0;
        for (int start = 0; start < gradients.Length; start += BlockLength)
        {
            sum += TensorPrimitives.SumOfSquares(gradients.Slice(start, Math.Min(BlockLength, gradients.Length - start)));
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Scales the gradients down to a norm of at most <paramref name="maxNorm"/>; returns the norm they had.</summary>
    public static double ClipNorm(Span<float> gradients, double maxNorm)
    {
        double norm = Norm(gradients);
        double scale = maxNorm / (norm + 1e-6);
        if (scale < 1) TensorPrimitives.Multiply(gradients, (float)scale, gradients);
        return norm;
    }
}
