using System.Numerics.Tensors;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>The hidden values of all modalities side by side, and linear layers on top: <c>mu</c> and <c>logvar</c>.</summary>
internal sealed class ConcatenatedHead : PosteriorHead
{
    private readonly Linear _mean;
    private readonly Linear? _logVariance;
    private readonly int _size;
    private float[] _joined = [];
    private float[] _joinedGradient = [];
    private float[] _headGradient = [];

    public ConcatenatedHead(VaeShape shape, ParameterStore parameters, BranchEncoder[] encoders)
        : base(encoders)
    {
        _size = encoders.Sum(encoder => encoder.OutputSize);
        _mean = new Linear(parameters, "mu", _size, shape.LatentSize);
        _logVariance = shape.IsVariational ? new Linear(parameters, "logvar", _size, shape.LatentSize) : null;
    }

    public override void Initialize(Rng rng)
    {
        _mean.Initialize(rng.Split(1));
        _logVariance?.Initialize(rng.Split(2));
    }

    public override void Forward(VaeBatch batch, Span<float> mean, Span<float> logVariance, LayerMode mode)
    {
        int rows = batch.RowCount;
        ReadOnlySpan<float> joined = Encoders.Length == 1 ? Encoders[0].Forward(batch, mode) : Join(batch, mode);
        _mean.Forward(joined, mean, rows, mode);
        if (_logVariance is null) return;
        _logVariance.Forward(joined, logVariance, rows, mode);
        LogVarianceBounds.Clamp(logVariance[..mean.Length]);
    }

    public override void Backward(
        VaeBatch batch, ReadOnlySpan<float> mean, ReadOnlySpan<float> logVariance,
        ReadOnlySpan<float> meanGradient, Span<float> logVarianceGradient)
    {
        int rows = batch.RowCount;
        ReadOnlySpan<float> joined = Encoders.Length == 1 ? Encoders[0].Hidden(rows) : _joined.AsSpan(0, rows * _size);
        Span<float> gradient = Sized(ref _joinedGradient, rows * _size);
        Span<float> other = Sized(ref _headGradient, rows * _size);
        _mean.Backward(joined, mean, meanGradient, gradient, rows);
        if (_logVariance is not null)
        {
            LogVarianceBounds.Block(logVariance, logVarianceGradient);
            _logVariance.Backward(joined, logVariance, logVarianceGradient, other, rows);
            TensorPrimitives.Add(gradient, other, gradient);
        }

        if (Encoders.Length == 1)
        {
            Encoders[0].Backward(batch, gradient);
            return;
        }

        int column = 0;
        foreach (BranchEncoder encoder in Encoders)
        {
            Span<float> part = other[..(rows * encoder.OutputSize)];
            RowJoin.Take(gradient, _size, column, part, encoder.OutputSize, rows);
            encoder.Backward(batch, part);
            column += encoder.OutputSize;
        }
    }

    private ReadOnlySpan<float> Join(VaeBatch batch, LayerMode mode)
    {
        int rows = batch.RowCount;
        Span<float> joined = Sized(ref _joined, rows * _size);
        int column = 0;
        foreach (BranchEncoder encoder in Encoders)
        {
            RowJoin.Place(encoder.Forward(batch, mode), encoder.OutputSize, joined, _size, column, rows);
            column += encoder.OutputSize;
        }

        return joined;
    }
}
