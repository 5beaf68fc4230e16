using System.Numerics.Tensors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Resizes channels-last maps by linear interpolation along both axes, pixels being areas, not points (PyTorch: <c>F.interpolate</c> with
/// <c>mode='bilinear'</c>, <c>align_corners=False</c>). A smaller map is sampled, not averaged.
/// </summary>
internal sealed class BilinearResize : Layer
{
    private const int ChunkLength = 16384;

    private readonly int _channels;
    private readonly Tap[] _rows;
    private readonly Tap[] _columns;
    private readonly int _inputWidth;
    private readonly int _observationsPerChunk;
    private float[] _scratch = [];

    /// <param name="channels">Channels, the innermost axis.</param>
    /// <param name="inputHeight">Rows that go in, at least 1, like the following.</param>
    /// <param name="inputWidth">Columns that go in.</param>
    /// <param name="outputHeight">Rows that come out.</param>
    /// <param name="outputWidth">Columns that come out.</param>
    public BilinearResize(int channels, int inputHeight, int inputWidth, int outputHeight, int outputWidth)
        : base(checked(inputHeight * inputWidth * channels), checked(outputHeight * outputWidth * channels))
    {
        (_channels, _inputWidth) = (channels, inputWidth);
        _rows = Taps(inputHeight, outputHeight);
        _columns = Taps(inputWidth, outputWidth);
        _observationsPerChunk = Math.Max(ChunkLength / Math.Max(InputSize, OutputSize), 1);
    }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode) =>
        SpanChunks.ForEach(new Interpolation(this, Scratch(rowCount)), rowCount, _observationsPerChunk, input, [], [], output);

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        SpanChunks.ForEach(new Transposed(this, Scratch(rowCount)), rowCount, _observationsPerChunk, outputGradient, [], [], inputGradient);
    }

    // The centre of output pixel i lies at (i + 1/2) scale - 1/2 in input pixels; what lies before the first is the first.
    private static Tap[] Taps(int inputLength, int outputLength)
    {
        var taps = new Tap[outputLength];
        double scale = (double)inputLength / outputLength;
        for (int i = 0; i < outputLength; i++)
        {
            double at = Math.Max((i + 0.5) * scale - 0.5, 0);
            int first = Math.Min((int)at, inputLength - 1);
            taps[i] = new Tap(first, Math.Min(first + 1, inputLength - 1), (float)(at - first));
        }

        return taps;
    }

    /// <summary>An input row per chunk.</summary>
    private float[] Scratch(int rowCount)
    {
        int chunkCount = (rowCount + _observationsPerChunk - 1) / _observationsPerChunk;
        int length = checked(chunkCount * _inputWidth * _channels);
        if (_scratch.Length < length) _scratch = GC.AllocateUninitializedArray<float>(length);
        return _scratch;
    }

    private Span<float> ScratchRow(float[] scratch, int start) =>
        scratch.AsSpan(start / _observationsPerChunk * _inputWidth * _channels, _inputWidth * _channels);

    /// <summary>One output pixel's two neighbours along an axis, and how far it lies towards the second.</summary>
    private readonly record struct Tap(int First, int Second, float Fraction);

    // Rows are mixed first, a whole row at a time; then columns.
    private readonly struct Interpolation(BilinearResize layer, float[] scratch) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            Span<float> mixed = layer.ScratchRow(scratch, start);
            int outputRowLength = layer._columns.Length * layer._channels;
            for (int observation = start; observation < end; observation++)
            {
                ReadOnlySpan<float> map = first.Slice(observation * layer.InputSize, layer.InputSize);
                Span<float> output = destination.Slice(observation * layer.OutputSize, layer.OutputSize);
                foreach (Tap tap in layer._rows)
                {
                    TensorPrimitives.Lerp(
                        map.Slice(tap.First * mixed.Length, mixed.Length), map.Slice(tap.Second * mixed.Length, mixed.Length), tap.Fraction, mixed);
                    MixColumns(mixed, output[..outputRowLength]);
                    output = output[outputRowLength..];
                }
            }
        }

        private void MixColumns(ReadOnlySpan<float> row, Span<float> output)
        {
            int channels = layer._channels;
            if (channels == 1)
            {
                for (int i = 0; i < output.Length; i++)
                {
                    Tap tap = layer._columns[i];
                    output[i] = row[tap.First] * (1 - tap.Fraction) + row[tap.Second] * tap.Fraction;
                }

                return;
            }

            for (int i = 0; i < layer._columns.Length; i++)
            {
                Tap tap = layer._columns[i];
                TensorPrimitives.Lerp(
                    row.Slice(tap.First * channels, channels), row.Slice(tap.Second * channels, channels), tap.Fraction,
                    output.Slice(i * channels, channels));
            }
        }
    }

    // The same sums the other way: every output pixel hands its gradient to those it was made of.
    private readonly struct Transposed(BilinearResize layer, float[] scratch) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            Span<float> mixed = layer.ScratchRow(scratch, start);
            int outputRowLength = layer._columns.Length * layer._channels;
            for (int observation = start; observation < end; observation++)
            {
                ReadOnlySpan<float> above = first.Slice(observation * layer.OutputSize, layer.OutputSize);
                Span<float> map = destination.Slice(observation * layer.InputSize, layer.InputSize);
                map.Clear();
                foreach (Tap tap in layer._rows)
                {
                    mixed.Clear();
                    SpreadColumns(above[..outputRowLength], mixed);
                    AddScaled(mixed, 1 - tap.Fraction, map.Slice(tap.First * mixed.Length, mixed.Length));
                    AddScaled(mixed, tap.Fraction, map.Slice(tap.Second * mixed.Length, mixed.Length));
                    above = above[outputRowLength..];
                }
            }
        }

        private void SpreadColumns(ReadOnlySpan<float> above, Span<float> row)
        {
            int channels = layer._channels;
            for (int i = 0; i < layer._columns.Length; i++)
            {
                Tap tap = layer._columns[i];
                if (channels == 1)
                {
                    row[tap.First] += above[i] * (1 - tap.Fraction);
                    row[tap.Second] += above[i] * tap.Fraction;
                    continue;
                }

                ReadOnlySpan<float> gradient = above.Slice(i * channels, channels);
                AddScaled(gradient, 1 - tap.Fraction, row.Slice(tap.First * channels, channels));
                AddScaled(gradient, tap.Fraction, row.Slice(tap.Second * channels, channels));
            }
        }

        private static void AddScaled(ReadOnlySpan<float> x, float factor, Span<float> sums) =>
            TensorPrimitives.MultiplyAdd(x, factor, sums, sums);
    }
}
