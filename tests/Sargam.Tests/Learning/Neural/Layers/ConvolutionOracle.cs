namespace Sargam.Tests.Learning.Neural.Layers;

/// <summary>PyTorch's convolutions from their definitions, on doubles in PyTorch's layout: (row, channel, height, width).</summary>
internal sealed record ConvolutionOracle
{
    public required int RowCount { get; init; }

    /// <summary>Channels, height, width.</summary>
    public required (int Channels, int Height, int Width) Input { get; init; }

    public required (int Channels, int Height, int Width) Output { get; init; }

    public required (int Height, int Width) Kernel { get; init; }

    public (int Height, int Width) Stride { get; init; } = (1, 1);

    public (int Height, int Width) Padding { get; init; }

    public (int Height, int Width) Dilation { get; init; } = (1, 1);

    public double[] Convolve(double[] input, double[] weight, double[]? bias)
    {
        var output = new double[RowCount * Output.Channels * Output.Height * Output.Width];
        for (int i = 0; i < output.Length; i++)
        {
            (int row, int channel, int y, int x) = Split(i, Output);
            output[i] = bias is null ? 0 : bias[channel];
            for (int c = 0; c < Input.Channels; c++)
            {
                for (int down = 0; down < Kernel.Height; down++)
                {
                    for (int across = 0; across < Kernel.Width; across++)
                    {
                        int from = Index(
                            row, c, y * Stride.Height + down * Dilation.Height - Padding.Height,
                            x * Stride.Width + across * Dilation.Width - Padding.Width, Input);
                        if (from >= 0) output[i] += input[from] * weight[((channel * Input.Channels + c) * Kernel.Height + down) * Kernel.Width + across];
                    }
                }
            }
        }

        return output;
    }

    public double[] ConvolveTransposed(double[] input, double[] weight, double[]? bias)
    {
        var output = new double[RowCount * Output.Channels * Output.Height * Output.Width];
        for (int i = 0; i < output.Length; i++) output[i] = bias is null ? 0 : bias[Split(i, Output).Channel];
        for (int i = 0; i < input.Length; i++)
        {
            (int row, int channel, int y, int x) = Split(i, Input);
            for (int c = 0; c < Output.Channels; c++)
            {
                for (int down = 0; down < Kernel.Height; down++)
                {
                    for (int across = 0; across < Kernel.Width; across++)
                    {
                        int to = Index(
                            row, c, y * Stride.Height + down * Dilation.Height - Padding.Height,
                            x * Stride.Width + across * Dilation.Width - Padding.Width, Output);
                        if (to >= 0) output[to] += input[i] * weight[((channel * Output.Channels + c) * Kernel.Height + down) * Kernel.Width + across];
                    }
                }
            }
        }

        return output;
    }

    private static (int Row, int Channel, int Y, int X) Split(int index, (int Channels, int Height, int Width) map) => (
        index / (map.Channels * map.Height * map.Width), index / (map.Height * map.Width) % map.Channels, index / map.Width % map.Height,
        index % map.Width);

    private static int Index(int row, int channel, int y, int x, (int Channels, int Height, int Width) map) =>
        y < 0 || y >= map.Height || x < 0 || x >= map.Width ? -1 : ((row * map.Channels + channel) * map.Height + y) * map.Width + x;
}
