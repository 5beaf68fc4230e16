using System.Numerics.Tensors;
using Sargam.Numerics;

namespace Sargam.Learning.GaussianMixture;

/// <summary>What a mixture says about eight observations at a time: Bayes' rule, with sums of exponentials that cannot overflow.</summary>
internal sealed class PosteriorBlock(ComponentDensities densities)
{
    private const int Lanes = RowBlock.Lanes;

    private readonly DensityScratch _scratch = new(densities.ColumnCount);
    private readonly double[] _block = new double[densities.ColumnCount * Lanes];
    private readonly double[] _posterior = new double[densities.ComponentCount * Lanes];
    private readonly double[] _largest = new double[Lanes];
    private readonly double[] _logDensities = new double[Lanes];
    private readonly int[] _labels = new int[Lanes];

    /// <summary>The probability of component c for lane i at 8 c + i.</summary>
    public ReadOnlySpan<double> Probabilities => _posterior;

    /// <summary>The log density of the mixture at each lane.</summary>
    public ReadOnlySpan<double> LogDensities => _logDensities;

    /// <summary>The most probable component of each lane, the lowest number of equals.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>Evaluates up to eight rows; lanes that are left over repeat the last row.</summary>
    public void Evaluate(MatrixView rows, int start, int count)
    {
        RowBlock.Pack(rows, start, count, _block);
        densities.Evaluate(_block, _scratch, _posterior);
        FindLargest();
        Normalise();
    }

    private void FindLargest()
    {
        Array.Fill(_largest, double.NegativeInfinity);
        Array.Clear(_labels);
        for (int at = 0; at < _posterior.Length; at++)
        {
            int lane = at % Lanes;
            if (_posterior[at] > _largest[lane]) (_largest[lane], _labels[lane]) = (_posterior[at], at / Lanes);
        }
    }

    private void Normalise()
    {
        for (int at = 0; at < _posterior.Length; at += Lanes) TensorPrimitives.Subtract<double>(Component(at), _largest, Component(at));
        TensorPrimitives.Exp(_posterior, _posterior);
        Span<double> sums = stackalloc double[Lanes];
        sums.Clear();
        for (int at = 0; at < _posterior.Length; at += Lanes) TensorPrimitives.Add(sums, Component(at), sums);
        for (int at = 0; at < _posterior.Length; at += Lanes) TensorPrimitives.Divide(Component(at), sums, Component(at));
        for (int i = 0; i < Lanes; i++) _logDensities[i] = _largest[i] + Math.Log(sums[i]);
    }

    private Span<double> Component(int at) => _posterior.AsSpan(at, Lanes);
}
