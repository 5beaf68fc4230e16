namespace Sargam.Learning.Neural.Layers;

/// <summary>
/// Drops rows and columns at the end of maps stored as (height, width, channels): a decoder of strides comes out a little larger
/// than what went into the encoder (PyTorch: <c>x[:, :, :height, :width]</c>).
/// </summary>
internal sealed class Crop2d : Layer
{
    private readonly FeatureMapShape _input;

    /// <exception cref="ArgumentException">The height or the width is below 1 or more than the input's.</exception>
    public Crop2d(FeatureMapShape input, int height, int width)
        : this(input, Cropped(input, height, width))
    {
    }

    private Crop2d(FeatureMapShape input, FeatureMapShape output)
        : base(input.Size, output.Size) => (_input, OutputShape) = (input, output);

    public FeatureMapShape OutputShape { get; }

    public override void Forward(ReadOnlySpan<float> input, Span<float> output, int rowCount, LayerMode mode)
    {
        int kept = OutputShape.Width * OutputShape.Channels;
        for (int row = 0; row < rowCount; row++)
        {
            for (int y = 0; y < OutputShape.Height; y++) input.Slice(InputRow(row, y), kept).CopyTo(output.Slice(OutputRow(row, y), kept));
        }
    }

    public override void Backward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> output, ReadOnlySpan<float> outputGradient, Span<float> inputGradient, int rowCount)
    {
        if (inputGradient.IsEmpty) return;
        int kept = OutputShape.Width * OutputShape.Channels;
        int whole = _input.Width * _input.Channels;
        for (int row = 0; row < rowCount; row++)
        {
            for (int y = 0; y < OutputShape.Height; y++)
            {
                outputGradient.Slice(OutputRow(row, y), kept).CopyTo(inputGradient.Slice(InputRow(row, y), kept));
                inputGradient.Slice(InputRow(row, y) + kept, whole - kept).Clear();
            }

            inputGradient.Slice(InputRow(row, OutputShape.Height), (_input.Height - OutputShape.Height) * whole).Clear();
        }
    }

    private static FeatureMapShape Cropped(FeatureMapShape input, int height, int width)
    {
        if (height < 1 || height > input.Height) throw new ArgumentException($"height must be 1 to {input.Height}, got {height}", nameof(height));
        if (width < 1 || width > input.Width) throw new ArgumentException($"width must be 1 to {input.Width}, got {width}", nameof(width));
        return new FeatureMapShape(input.Channels, height, width);
    }

    private int InputRow(int row, int y) => row * InputSize + y * _input.Width * _input.Channels;

    private int OutputRow(int row, int y) => row * OutputSize + y * OutputShape.Width * OutputShape.Channels;
}
