using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Gives every channel mean 0 and variance 1 over the batch, then a learned scale and shift (Ioffe and Szegedy 2015; PyTorch:
/// <c>nn.BatchNorm1d</c> and <c>nn.BatchNorm2d</c>). Channels-last: an observation is positions x channels. In
/// <see cref="LayerMode.Evaluate"/> the running statistics stand for the batch's.
/// </summary>
/// <remarks>
/// One value per channel in <see cref="LayerMode.Train"/> (a batch of one observation with one position) has variance 0, so the output is
/// the shift and the input's gradient 0; the running variance takes that 0 in. PyTorch refuses such batches.
/// </remarks>
internal sealed class BatchNorm : Layer
{
    private const double Epsilon = 1e-5;
    private const double Momentum = 0.1;

    private readonly ChannelLayout _layout;
    private readonly int _positions;
    private readonly Parameter _weight;
    private readonly Parameter _bias;
    private readonly Parameter _runningMean;
    private readonly Parameter _runningVariance;
    private readonly double[] _mean;
    private readonly double[] _variance;
    private readonly double[] _inverseDeviation;
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[] _gradientSum;
    private readonly double[] _gradientProduct;
    private readonly float[] _meanRow;
    private readonly float[] _scaleRow;
    private readonly float[] _shiftRow;
    private readonly float[] _slopeRow;
    private float[] _partials = [];

    /// <param name="parameters">Where weight, bias, running_mean and running_var go.</param>
    /// <param name="name">The prefix of their names.</param>
    /// <param name="channels">Channels, the innermost axis.</param>
    /// <param name="positions">Positions of an observation: height x width of a map, length of a sequence, 1 for a plain vector.</param>
    public BatchNorm(ParameterStore parameters, string name, int channels, int positions = 1)
        : base(checked(channels * positions), channels * positions)
    {
        _layout = new ChannelLayout(channels);
        _positions = positions;
        _weight = parameters.Add($"{name}.weight", channels);
        _bias = parameters.Add($"{name}.bias", channels);
        _runningMean = parameters.AddBuffer($"{name}.running_mean", channels);
        _runningVariance = parameters.AddBuffer($"{name}.running_var", channels);
        (_mean, _variance, _inverseDeviation) = (new double[channels], new double[channels], new double[channels]);
        (_first, _second) = (new double[channels], new double[channels]);
        (_gradientSum, _gradientProduct) = (new double[channels], new double[channels]);
        (_meanRow, _scaleRow) = (new float[_layout.RowLength], new float[_layout.RowLength]);
        (_shiftRow, _slopeRow) = (new float[_layout.RowLength], new float[_layout.RowLength]);
    }

    private int Channels => _layout.Channels;

    /// <summary>Scale 1, shift 0, running mean 0, running variance 1.</summary>
    public override void Initialize(Rng rng)
    {
        _weight.Values.Fill(1);
        _bias.Values.Clear();
        _runningMean.Values.Clear();
        _runningVariance.Values.Fill(1);
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int positionCount = rowCount * _positions;
        input = input[..(positionCount * Channels)];
        if (mode == LayerMode.Train)
        {
            Measure(input, positionCount);
            UpdateRunning(positionCount);
        }

        SetForwardRows(mode);
        var kernel = new BatchNormKernels.Normalisation(Channels, _meanRow, _scaleRow, _shiftRow);
        SpanChunks.ForEach(kernel, positionCount, _layout.PositionsPerChunk, input, [], [], output);
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        int positionCount = rowCount * _positions;
        input = input[..(positionCount * Channels)];
        for (int c = 0; c < Channels; c++) _meanRow[c] = (float)_mean[c];
        _layout.Repeat(_meanRow);
        var sums = new BatchNormKernels.GradientSums(_layout, _meanRow, Partials(positionCount));
        SpanChunks.ForEach(sums, positionCount, _layout.PositionsPerChunk, input, outputGradient, [], []);
        AddUpGradients(positionCount);
        if (inputGradient.IsEmpty) return;
        SetBackwardRows(positionCount);
        var kernel = new BatchNormKernels.NormalisationGradient(Channels, _meanRow, _scaleRow, _shiftRow, _slopeRow);
        SpanChunks.ForEach(kernel, positionCount, _layout.PositionsPerChunk, input, outputGradient, [], inputGradient);
    }

    /// <summary>Room for three rows per chunk.</summary>
    private float[] Partials(int positionCount)
    {
        int length = checked(_layout.ChunkCount(positionCount) * 3 * _layout.RowLength);
        if (_partials.Length < length) _partials = GC.AllocateUninitializedArray<float>(length);
        return _partials;
    }

    private Span<float> PartialRow(int chunk, int row) => _partials.AsSpan((chunk * 3 + row) * _layout.RowLength, _layout.RowLength);

    // Every chunk measures around its own mean; the squares are then moved to the common one (Chan et al. 1979).
    private void Measure(ReadOnlySpan<float> input, int positionCount)
    {
        var moments = new BatchNormKernels.Moments(_layout, Partials(positionCount));
        SpanChunks.ForEach(moments, positionCount, _layout.PositionsPerChunk, input, [], [], []);
        int chunkCount = _layout.ChunkCount(positionCount);
        Array.Clear(_mean);
        Array.Clear(_variance);
        for (int chunk = 0; chunk < chunkCount; chunk++)
        {
            int count = Count(chunk, positionCount);
            _layout.AddLanes(PartialRow(chunk, 1), _first);
            for (int c = 0; c < Channels; c++) _mean[c] += (PartialRow(chunk, 0)[c] * (double)count + _first[c]) / positionCount;
        }

        for (int chunk = 0; chunk < chunkCount; chunk++)
        {
            int count = Count(chunk, positionCount);
            ReadOnlySpan<float> centre = PartialRow(chunk, 0);
            _layout.AddLanes(PartialRow(chunk, 1), _first);
            _layout.AddLanes(PartialRow(chunk, 2), _second);
            for (int c = 0; c < Channels; c++)
            {
                double shift = centre[c] - _mean[c];
                _variance[c] += (_second[c] + 2 * shift * _first[c] + shift * shift * count) / positionCount;
            }
        }

        // Rounding may take what is constant below 0.
        for (int c = 0; c < Channels; c++) _variance[c] = Math.Max(_variance[c], 0);
        for (int c = 0; c < Channels; c++) _inverseDeviation[c] = 1 / Math.Sqrt(_variance[c] + Epsilon);
    }

    private int Count(int chunk, int positionCount) => Math.Min(_layout.PositionsPerChunk, positionCount - chunk * _layout.PositionsPerChunk);

    // The running variance is unbiased, that of the batch is not.
    private void UpdateRunning(int positionCount)
    {
        double unbiased = positionCount > 1 ? positionCount / (positionCount - 1.0) : 1;
        Span<float> mean = _runningMean.Values;
        Span<float> variance = _runningVariance.Values;
        for (int c = 0; c < Channels; c++)
        {
            mean[c] = (float)((1 - Momentum) * mean[c] + Momentum * _mean[c]);
            variance[c] = (float)((1 - Momentum) * variance[c] + Momentum * unbiased * _variance[c]);
        }
    }

    private void SetForwardRows(LayerMode mode)
    {
        bool isTraining = mode == LayerMode.Train;
        for (int c = 0; c < Channels; c++)
        {
            double mean = isTraining ? _mean[c] : _runningMean.Values[c];
            double inverseDeviation = isTraining ? _inverseDeviation[c] : 1 / Math.Sqrt(_runningVariance.Values[c] + Epsilon);
            double scale = _weight.Values[c] * inverseDeviation;
            _meanRow[c] = (float)mean;
            _scaleRow[c] = (float)scale;

            // The shift makes good what rounding took from the mean.
            _shiftRow[c] = (float)(_bias.Values[c] + (_meanRow[c] - mean) * scale);
        }

        _layout.Repeat(_meanRow);
        _layout.Repeat(_scaleRow);
        _layout.Repeat(_shiftRow);
    }

    private void AddUpGradients(int positionCount)
    {
        Array.Clear(_gradientSum);
        Array.Clear(_gradientProduct);
        for (int chunk = 0; chunk < _layout.ChunkCount(positionCount); chunk++)
        {
            _layout.AddLanes(PartialRow(chunk, 0), _first);
            _layout.AddLanes(PartialRow(chunk, 1), _second);
            for (int c = 0; c < Channels; c++) _gradientSum[c] += _first[c];
            for (int c = 0; c < Channels; c++) _gradientProduct[c] += _second[c];
        }

        for (int c = 0; c < Channels; c++)
        {
            _gradientProduct[c] += (_meanRow[c] - _mean[c]) * _gradientSum[c];
            _weight.Gradient[c] = (float)(_gradientProduct[c] * _inverseDeviation[c]);
            _bias.Gradient[c] = (float)_gradientSum[c];
        }
    }

    // dx = w / s (g - mean of g - (x - m) / s^2 mean of g (x - m)).
    private void SetBackwardRows(int positionCount)
    {
        for (int c = 0; c < Channels; c++)
        {
            double inverse = _inverseDeviation[c];
            double slope = inverse * inverse * _gradientProduct[c] / positionCount;
            _scaleRow[c] = (float)(_weight.Values[c] * inverse);
            _slopeRow[c] = (float)slope;
            _shiftRow[c] = (float)(_gradientSum[c] / positionCount + (_meanRow[c] - _mean[c]) * slope);
        }

        _layout.Repeat(_scaleRow);
        _layout.Repeat(_shiftRow);
        _layout.Repeat(_slopeRow);
    }
}
