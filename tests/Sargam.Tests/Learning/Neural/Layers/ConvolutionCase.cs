using System.Globalization;
using System.Text.RegularExpressions;
using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Tests.Learning.Neural.Layers;

/// <summary>One of the four convolution layers with its settings: built as a layer and as its oracle.</summary>
internal sealed record ConvolutionCase(string Kind, FeatureMapShape Input, int OutputChannels, Extent Kernel)
{
    public Extent Stride { get; init; } = 1;

    public Extent Padding { get; init; }

    public Extent OutputPadding { get; init; }

    public Extent Dilation { get; init; } = 1;

    public bool HasBias { get; init; } = true;

    public bool IsTransposed => Kind.StartsWith("ConvTranspose", StringComparison.Ordinal);

    public bool IsSequence => Kind.EndsWith("1d", StringComparison.Ordinal);

    /// <summary>Reads PyTorch's description, such as <c>Conv1d(3, 4, kernel_size=(3,), stride=(1,), padding=(2,))</c>.</summary>
    public static ConvolutionCase Parse(string module, IReadOnlyList<int> inputShape)
    {
        string kind = module[..module.IndexOf('(', StringComparison.Ordinal)];
        int outputChannels = int.Parse(module.Split(',')[1], CultureInfo.InvariantCulture);
        var input = new FeatureMapShape(inputShape[1], inputShape.Count == 3 ? 1 : inputShape[2], inputShape[^1]);
        bool isSequence = inputShape.Count == 3;
        Extent Setting(string name, int otherwise) => Read(module, name, otherwise, isSequence);
        return new ConvolutionCase(kind, input, outputChannels, Setting("kernel_size", 1))
        {
            Stride = Setting("stride", 1),
            Padding = Setting(" padding", 0),
            OutputPadding = Setting("output_padding", 0),
            Dilation = Setting("dilation", 1),
        };
    }

    public static ConvolutionCase Random(string kind, Rng rng)
    {
        bool isSequence = kind.EndsWith("1d", StringComparison.Ordinal);
        Extent Draw(int least, int count, int flat) => new(isSequence ? flat : least + rng.NextInt(count), least + rng.NextInt(count));
        Extent kernel = Draw(1, 4, 1);
        Extent stride = Draw(1, 3, 1);
        Extent dilation = Draw(1, 2, 1);
        Extent input = Draw(7, 4, 1); // at least the longest reach of a window
        Extent padding = Draw(0, 3, 0);
        Extent outputPadding = new(
            rng.NextInt(Math.Max(stride.Height, dilation.Height)), rng.NextInt(Math.Max(stride.Width, dilation.Width)));
        return new ConvolutionCase(kind, new FeatureMapShape(1 + rng.NextInt(5), input.Height, input.Width), 1 + rng.NextInt(20), kernel)
        {
            Stride = stride,
            Padding = padding,
            OutputPadding = outputPadding,
            Dilation = dilation,
            HasBias = rng.NextInt(3) > 0,
        };
    }

    public ConvolutionLayer Layer(ParameterStore store) => Kind switch
    {
        "Conv1d" => new Conv1d(store, "layer", Input, OutputChannels, Kernel.Width, Stride.Width, Padding.Width, Dilation.Width, HasBias),
        "Conv2d" => new Conv2d(store, "layer", Input, OutputChannels, Kernel, Stride, Padding, Dilation, HasBias),
        "ConvTranspose1d" => new ConvTranspose1d(
            store, "layer", Input, OutputChannels, Kernel.Width, Stride.Width, Padding.Width, OutputPadding.Width, Dilation.Width, HasBias),
        "ConvTranspose2d" => new ConvTranspose2d(store, "layer", Input, OutputChannels, Kernel, Stride, Padding, OutputPadding, Dilation, HasBias),
        _ => throw new ArgumentException(Kind),
    };

    public double[] Oracle(FeatureMapShape output, int rowCount, double[] input, double[] weight, double[]? bias)
    {
        var oracle = new ConvolutionOracle
        {
            RowCount = rowCount,
            Input = (Input.Channels, Input.Height, Input.Width),
            Output = (output.Channels, output.Height, output.Width),
            Kernel = (Kernel.Height, Kernel.Width),
            Stride = (Stride.Height, Stride.Width),
            Padding = (Padding.Height, Padding.Width),
            Dilation = (Dilation.Height, Dilation.Width),
        };
        return IsTransposed ? oracle.ConvolveTransposed(input, weight, bias) : oracle.Convolve(input, weight, bias);
    }

    private static Extent Read(string module, string name, int otherwise, bool isSequence)
    {
        Match match = Regex.Match(module, name + @"=\((\d+),\s*(\d*)\)");
        int first = match.Success ? int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : otherwise;
        if (!isSequence) return new Extent(first, match.Success ? int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture) : otherwise);
        return new Extent(name == " padding" || name == "output_padding" ? 0 : 1, first);
    }
}
