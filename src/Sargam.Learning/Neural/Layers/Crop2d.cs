using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Drops rows and columns at the end of maps stored as (height, width, channels): a decoder of strides comes out a little larger
/// than what went into the encoder (PyTorch: <c>x[:, :, :height, :width]</c>).
/// </summary>
internal sealed class Crop2d : Layer
{
    // Floats that are worth another thread's while.
    private const int ChunkLength = 65_536;

    private readonly FeatureMapShape _input;
    private readonly int _rowsPerChunk;

    /// <exception cref="ArgumentException">The height or the width is below 1 or more than the input's.</exception>
    public Crop2d(FeatureMapShape input, int height, int width)
        : this(input, Cropped(input, height, width))
    {
    }

    private Crop2d(FeatureMapShape input, FeatureMapShape output)
        : base(input.Size, output.Size)
    {
        (_input, OutputShape) = (input, output);
        _rowsPerChunk = Math.Max(1, ChunkLength / input.Size);
    }

    public FeatureMapShape OutputShape { get; }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode) =>
        SpanChunks.ForEach(new ForwardKernel(_input, OutputShape), rowCount, _rowsPerChunk, input, [], [], output);

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        SpanChunks.ForEach(new BackwardKernel(_input, OutputShape), rowCount, _rowsPerChunk, outputGradient, [], [], inputGradient);
    }

    private static FeatureMapShape Cropped(FeatureMapShape input, int height, int width)
    {
        if (height < 1 || height > input.Height) throw new ArgumentException($"height must be 1 to {input.Height}, got {height}", nameof(height));
        if (width < 1 || width > input.Width) throw new ArgumentException($"width must be 1 to {input.Width}, got {width}", nameof(width));
        return new FeatureMapShape(input.Channels, height, width);
    }

    private readonly struct ForwardKernel(FeatureMapShape whole, FeatureMapShape kept) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            (int wide, int narrow) = (whole.Width * whole.Channels, kept.Width * kept.Channels);
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> from = first.Slice(row * whole.Size, whole.Size);
                Span<float> to = destination.Slice(row * kept.Size, kept.Size);
                for (int y = 0; y < kept.Height; y++) from.Slice(y * wide, narrow).CopyTo(to[(y * narrow)..]);
            }
        }
    }

    private readonly struct BackwardKernel(FeatureMapShape whole, FeatureMapShape kept) : ISpanKernel
    {
        public void Run(
            int start, int end, ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, Span<float> destination)
        {
            (int wide, int narrow) = (whole.Width * whole.Channels, kept.Width * kept.Channels);
            for (int row = start; row < end; row++)
            {
                ReadOnlySpan<float> from = first.Slice(row * kept.Size, kept.Size);
                Span<float> to = destination.Slice(row * whole.Size, whole.Size);
                for (int y = 0; y < kept.Height; y++)
                {
                    from.Slice(y * narrow, narrow).CopyTo(to[(y * wide)..]);
                    to[(y * wide + narrow)..((y + 1) * wide)].Clear();
                }

                to[(kept.Height * wide)..].Clear();
            }
        }
    }
}
