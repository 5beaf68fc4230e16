using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;

namespace Sargam.Learning.Vae.Architectures;

/// <summary>
/// Layers being put one on another, numbered as PyTorch's <c>nn.Sequential</c> would number them: a layer that only changes how
/// maps are stored here counts where PyTorch has <c>Flatten</c> or <c>Unflatten</c>, and not elsewhere.
/// </summary>
internal sealed class LayerStack(ParameterStore parameters, string name, FeatureMapShape input)
{
    private readonly int _inputSize = input.Size;
    private readonly List<Layer> _layers = [];
    private int _number;

    public ParameterStore Parameters { get; } = parameters;

    /// <summary>The map that comes out so far.</summary>
    public FeatureMapShape Map { get; private set; } = input;

    /// <summary>The name of the next layer.</summary>
    public string Next => $"{name}.{_number}";

    public void Add(Layer layer)
    {
        _layers.Add(layer);
        _number++;
        if (layer is ConvolutionLayer convolution) Map = convolution.OutputShape;
    }

    /// <summary>Rows as the data have them, channel after channel, become maps.</summary>
    public void FromChannelsFirst()
    {
        if (!Map.IsSameInAnyLayout) _layers.Add(new ToChannelsLast(Map));
    }

    /// <summary>Values become a map (PyTorch: <c>Unflatten</c>).</summary>
    public void Unflatten(FeatureMapShape map)
    {
        Map = map;
        FromChannelsFirst();
        _number++;
    }

    /// <summary>Cuts off what the map has beyond a size.</summary>
    public void Crop(FeatureMapShape size)
    {
        if (Map == size) return;
        var crop = new Crop2d(Map, size.Height, size.Width);
        _layers.Add(crop);
        Map = crop.OutputShape;
    }

    /// <summary>The map becomes values (PyTorch: <c>Flatten</c>), and the layers are done.</summary>
    public Sequential Flatten()
    {
        _number++;
        return ToChannelsFirst();
    }

    /// <summary>The map becomes a row as the data have it, and the layers are done.</summary>
    public Sequential ToChannelsFirst()
    {
        if (!Map.IsSameInAnyLayout) _layers.Add(new ToChannelsFirst(Map));
        return new Sequential(_inputSize, [.. _layers]);
    }
}
