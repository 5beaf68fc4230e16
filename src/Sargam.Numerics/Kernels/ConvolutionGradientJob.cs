using System.Numerics.Tensors;
using Sargam.Numerics.Parallelism;

namespace Sargam.Numerics.Kernels;

/// <summary>
/// The gradient of the weights: the product of all windows with what belongs to them on the grid. A fixed number of chunks of maps
/// each keep sums of their own, which are added up in order.
/// </summary>
internal sealed unsafe class ConvolutionGradientJob(ConvolutionShape shape, CorrelationPlan plan, MatMulTier tier) : ChunkJob
{
    private const int MaxChunkCount = 8;

    /// <summary>Multiply-adds that are worth another thread's while, and the memory for another copy of the gradient.</summary>
    private const long WorkPerChunk = 4_000_000;

    private readonly AlignedBuffer _sums = new();
    private readonly Reduction _reduction = new(shape);
    private readonly int[] _lanes = Lanes(plan.Phases[0]);
    private float* _partials;
    private float* _image;
    private float* _grid;
    private int _count;
    private int _groupsPerChunk;
    private bool _sumsImage;
    private bool _sumsGrid;

    private int PartialLength => shape.WeightCount + shape.GridChannels + shape.ImageChannels;

    /// <summary>Writes the gradients; either sum may be empty.</summary>
    public void Run(float* image, float* grid, Span<float> weightGradient, Span<float> imageSums, Span<float> gridSums, int count)
    {
        _image = image;
        _grid = grid;
        (_count, _sumsImage, _sumsGrid) = (count, !imageSums.IsEmpty, !gridSums.IsEmpty);
        int groups = (count + plan.GroupSize - 1) / plan.GroupSize;
        int chunks = (int)Math.Clamp(shape.Work * count / WorkPerChunk, 1, Math.Min(groups, MaxChunkCount));
        _groupsPerChunk = (groups + chunks - 1) / chunks;
        chunks = (groups + _groupsPerChunk - 1) / _groupsPerChunk;
        _partials = _sums.Reserve(checked(chunks * PartialLength));
        WorkerPool.Run(this, chunks);
        Reduce(chunks, weightGradient, imageSums, gridSums);
    }

    public override void Run(int chunk)
    {
        float* weights = _partials + (nint)chunk * PartialLength;
        var gridSums = new Span<float>(weights + shape.WeightCount, shape.GridChannels);
        var imageSums = new Span<float>(weights + shape.WeightCount + shape.GridChannels, shape.ImageChannels);
        gridSums.Clear();
        imageSums.Clear();
        int from = chunk * _groupsPerChunk * plan.GroupSize;
        int to = (int)Math.Min((long)from + _groupsPerChunk * plan.GroupSize, _count);
        fixed (int* pixels = plan.Phases[0].Pixels)
        {
            for (int map = from; map < to; map += plan.GroupSize)
            {
                int count = Math.Min(plan.GroupSize, to - map);
                float* image = _image + (nint)map * shape.ImageSize;
                float* grid = _grid + (nint)map * shape.GridSize;
                float* padded = CorrelationJob.Pad(plan.Source, image, count);
                int depth = count * plan.Phases[0].PixelCount;
                MatMul.MultiplyWindows(tier, padded, pixels, depth, _lanes, grid, shape.GridChannels, weights, accumulate: map > from);
                if (_sumsGrid) ColumnSums.Add(grid, depth, gridSums);
                if (_sumsImage) ColumnSums.Add(image, count * (shape.ImageSize / shape.ImageChannels), imageSums);
            }
        }
    }

    /// <summary>Where the elements of a window lie relative to its pixel: (tap, channel).</summary>
    private static int[] Lanes(CorrelationPhase phase) =>
        [.. phase.Segments.SelectMany(segment => Enumerable.Range(segment, phase.SegmentLength))];

    private void Reduce(int chunks, Span<float> weightGradient, Span<float> imageSums, Span<float> gridSums)
    {
        var total = new Span<float>(_partials + shape.WeightCount, shape.GridChannels + shape.ImageChannels);
        for (int chunk = 1; chunk < chunks; chunk++)
        {
            TensorPrimitives.Add(total, new ReadOnlySpan<float>(_partials + (nint)chunk * PartialLength + shape.WeightCount, total.Length), total);
        }

        total[..gridSums.Length].CopyTo(gridSums);
        total.Slice(shape.GridChannels, imageSums.Length).CopyTo(imageSums);
        fixed (float* pointer = weightGradient) _reduction.Run(_partials, PartialLength, chunks, pointer);
    }

    /// <summary>Adds the chunks' weights up and puts them into PyTorch's order, channels of the image side by side.</summary>
    private sealed class Reduction(ConvolutionShape shape) : ChunkJob
    {
        private const int ValuesPerChunk = 8192;

        private readonly int _taps = shape.TapCount;
        private readonly int _windowSize = shape.WindowSize;
        private readonly int _channelsPerChunk = Math.Max(1, ValuesPerChunk / (shape.TapCount * shape.GridChannels));
        private float* _partials;
        private float* _gradient;
        private nint _partialLength;
        private int _partialCount;

        public void Run(float* partials, int partialLength, int partialCount, float* gradient)
        {
            _partials = partials;
            _gradient = gradient;
            (_partialLength, _partialCount) = (partialLength, partialCount);
            WorkerPool.Run(this, (shape.ImageChannels + _channelsPerChunk - 1) / _channelsPerChunk);
        }

        public override void Run(int chunk)
        {
            int end = Math.Min((chunk + 1) * _channelsPerChunk, shape.ImageChannels);
            for (int channel = chunk * _channelsPerChunk; channel < end; channel++)
            {
                for (int tap = 0; tap < _taps; tap++) Add(tap, channel);
            }
        }

        private void Add(int tap, int channel)
        {
            float* start = _partials + ((nint)tap * shape.ImageChannels + channel) * shape.GridChannels;
            var sums = new Span<float>(start, shape.GridChannels);
            for (int i = 1; i < _partialCount; i++)
            {
                TensorPrimitives.Add(sums, new ReadOnlySpan<float>(start + i * _partialLength, shape.GridChannels), sums);
            }

            float* to = _gradient + (nint)channel * _taps + tap;
            for (int k = 0; k < sums.Length; k++, to += _windowSize) *to = start[k];
        }
    }
}
