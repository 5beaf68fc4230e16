using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>
/// Convolutions that halve a map step by step, and transposed ones that mirror them: each but the last followed by batch
/// normalisation, activation and dropout, as far as they are wanted. A linear layer lies between the maps and the latent space.
/// </summary>
public abstract record ConvolutionalArchitecture : BranchArchitecture
{
    private protected ConvolutionalArchitecture()
    {
    }

    /// <summary>Filters of the encoder's convolutions, input side first; at least one.</summary>
    public abstract LayerSizes Channels { get; init; }

    /// <summary>Positions of a window on each axis, at least 1; the padding is (kernel - 1) / 2, rounded down. Default 3.</summary>
    public int KernelSize { get; init; } = 3;

    /// <summary>Positions from one window to the next on each axis, at least 1 and at most the kernel. Default 2.</summary>
    public int Stride { get; init; } = 2;

    /// <summary>Whether maps are normalised over the batch before the activation. Default true.</summary>
    public bool HasBatchNorm { get; init; } = true;

    /// <summary>Whether convolutions before a batch normalisation have biases, which it makes superfluous. Default false.</summary>
    public bool HasBiasBeforeNorm { get; init; }

    /// <summary>The function between the layers. Default leaky ReLU.</summary>
    public Activation Activation { get; init; } = Activation.LeakyRelu;

    /// <summary>Slope of a leaky ReLU below 0. Default 0.2.</summary>
    public double NegativeSlope { get; init; } = 0.2;

    /// <summary>Share of the values zeroed in training after each activation, in [0, 1). Default 0.</summary>
    public double DropoutRate { get; init; }

    /// <summary>
    /// False pads each transposed convolution to the size of the map it mirrors; true lets every one multiply its size by the stride
    /// and cuts off the end at last, as some published code does. Default false.
    /// </summary>
    public bool CropsOutput { get; init; }

    internal override bool TakesConditionAtInput => false;

    private int Padding => (KernelSize - 1) / 2;

    internal override IEnumerable<OptionError> Check()
    {
        foreach (OptionError error in CheckSizes(Channels, nameof(Channels), minimumCount: 1)) yield return error;
        if (KernelSize < 1) yield return new OptionError(nameof(KernelSize), $"must be at least 1, got {KernelSize}");
        if (Stride < 1 || Stride > KernelSize) yield return new OptionError(nameof(Stride), $"must be in [1, {KernelSize}] (KernelSize), got {Stride}");
        if (!Enum.IsDefined(Activation)) yield return new OptionError(nameof(Activation), $"must be a known function, got {Activation}");
        if (!double.IsFinite(NegativeSlope)) yield return new OptionError(nameof(NegativeSlope), $"must be finite, got {NegativeSlope}");
        if (DropoutRate is not (>= 0 and < 1)) yield return new OptionError(nameof(DropoutRate), $"must be in [0, 1), got {DropoutRate}");
    }

    internal override Sequential BuildEncoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int conditionSize)
    {
        var stack = new LayerStack(parameters, name, MapOf(shape));
        stack.FromChannelsFirst();
        foreach (int channels in Channels)
        {
            stack.Add(Convolution(parameters, stack.Next, stack.Map, channels, hasBias: HasBiasBeforeNorm || !HasBatchNorm));
            AddHiddenLayers(stack);
        }

        return stack.Flatten();
    }

    internal override Sequential BuildDecoder(ParameterStore parameters, string name, IReadOnlyList<int> shape, int latentSize)
    {
        FeatureMapShape[] maps = Maps(MapOf(shape));
        var stack = new LayerStack(parameters, name, new FeatureMapShape(latentSize, 1, 1));
        stack.Add(new Linear(parameters, stack.Next, latentSize, maps[^1].Size));
        stack.Unflatten(maps[^1]);
        for (int i = maps.Length - 2; i >= 0; i--)
        {
            bool isLast = i == 0;
            Extent outputPadding = CropsOutput ? OfAxes(Stride - 1) : MissingSize(stack.Map, maps[i]);
            stack.Add(Transposed(parameters, stack.Next, stack.Map, maps[i].Channels, outputPadding, hasBias: isLast || HasBiasBeforeNorm || !HasBatchNorm));
            if (!isLast) AddHiddenLayers(stack);
        }

        stack.Crop(maps[0]);
        return stack.ToChannelsFirst();
    }

    /// <summary>How a row is read.</summary>
    private protected abstract FeatureMapShape MapOf(IReadOnlyList<int> shape);

    private protected abstract ConvolutionLayer Convolution(ParameterStore parameters, string name, FeatureMapShape input, int channels, bool hasBias);

    private protected abstract ConvolutionLayer Transposed(
        ParameterStore parameters, string name, FeatureMapShape input, int channels, Extent outputPadding, bool hasBias);

    /// <summary>The same number on every axis that the convolutions run along.</summary>
    private protected abstract Extent OfAxes(int value);

    private protected int PaddingSize => Padding;

    /// <summary>The maps of the encoder, the input first.</summary>
    private FeatureMapShape[] Maps(FeatureMapShape input)
    {
        var maps = new List<FeatureMapShape> { input };
        var scratch = new ParameterStore();
        foreach (int channels in Channels) maps.Add(Convolution(scratch, "", maps[^1], channels, hasBias: false).OutputShape);
        return [.. maps];
    }

    private Extent MissingSize(FeatureMapShape from, FeatureMapShape to)
    {
        FeatureMapShape plain = Transposed(new ParameterStore(), "", from, 1, default, hasBias: false).OutputShape;
        return new Extent(to.Height - plain.Height, to.Width - plain.Width);
    }

    private void AddHiddenLayers(LayerStack stack)
    {
        FeatureMapShape map = stack.Map;
        if (HasBatchNorm) stack.Add(new BatchNorm(stack.Parameters, stack.Next, map.Channels, map.Height * map.Width));
        stack.Add(Activations.Create(Activation, map.Size, NegativeSlope));
        if (DropoutRate > 0) stack.Add(new Dropout(map.Size, DropoutRate));
    }
}
