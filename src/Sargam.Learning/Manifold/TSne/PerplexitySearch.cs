using System.Numerics.Tensors;

namespace Sargam.Learning.Manifold.TSne;

/// <summary>
/// Finds the width of an observation's Gaussian neighbourhood such that its entropy is that of a given number of equal
/// neighbours (van der Maaten and Hinton, 2008, section 2). Newton steps on the logarithm of the precision, kept inside a
/// bracket that bisection shrinks: about seven rounds instead of fifty.
/// </summary>
internal sealed class PerplexitySearch(int neighbourCount)
{
    private const int MaxRounds = 200;
    private const double Tolerance = 1e-11;

    private readonly double[] _shifted = new double[neighbourCount];
    private readonly double[] _weighted = new double[neighbourCount];

    /// <summary>
    /// Fills in the neighbours' probabilities, which sum to 1. Where no width gives the entropy (more neighbours than asked for
    /// are equally near), the nearest share it evenly.
    /// </summary>
    /// <param name="squaredDistances">To every other observation.</param>
    /// <param name="perplexity">At least 1.</param>
    /// <param name="probabilities">One per distance.</param>
    /// <returns>The precision: probabilities are proportional to exp(-precision d^2).</returns>
    public double Solve(ReadOnlySpan<double> squaredDistances, double perplexity, Span<double> probabilities)
    {
        double nearest = TensorPrimitives.Min(squaredDistances);
        TensorPrimitives.Subtract(squaredDistances, nearest, _shifted);
        double mean = TensorPrimitives.Sum<double>(_shifted) / _shifted.Length;
        double target = Math.Log(perplexity);
        double precision = mean > 0 ? 1 / mean : 1;
        double lower = 0;
        double upper = double.PositiveInfinity;
        for (int round = 0; round < MaxRounds; round++)
        {
            (double entropy, double variance) = Evaluate(precision, probabilities);
            double excess = entropy - target;
            if (Math.Abs(excess) <= Tolerance) break;
            if (excess > 0) lower = precision; else upper = precision;

            // All weight is on equally near neighbours: narrowing further changes nothing.
            if (excess > 0 && variance <= 0) break;
            precision = Next(precision, excess, variance, lower, upper);
        }

        return precision;
    }

    private (double Entropy, double Variance) Evaluate(double precision, Span<double> probabilities)
    {
        TensorPrimitives.Multiply(_shifted, -precision, probabilities);
        TensorPrimitives.Exp<double>(probabilities, probabilities);
        double sum = TensorPrimitives.Sum<double>(probabilities);
        TensorPrimitives.Divide(probabilities, sum, probabilities);
        TensorPrimitives.Multiply(probabilities, _shifted, _weighted);
        double mean = TensorPrimitives.Sum<double>(_weighted);
        double variance = TensorPrimitives.Dot<double>(_weighted, _shifted) - mean * mean;
        return (Math.Log(sum) + precision * mean, variance);
    }

    private static double Next(double precision, double excess, double variance, double lower, double upper)
    {
        // dH / d ln(precision) = -precision^2 Var(d^2)
        double step = excess / (precision * precision * variance);
        double newton = precision * Math.Exp(Math.Clamp(step, -3, 3));
        if (newton > lower && newton < upper) return newton;
        if (double.IsPositiveInfinity(upper)) return precision * 2;
        return lower == 0 ? precision / 2 : Math.Sqrt(lower) * Math.Sqrt(upper);
    }
}
