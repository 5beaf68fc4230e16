namespace Sargam.Learning.Neural;

/// <summary>
/// All parameters of a network in one flat buffer and their gradients in another: optimisers and snapshots are single
/// straight loops. What is learned without gradients (running means) lies in a third, as PyTorch's buffers do. Layers add
/// their arrays when they are built; the order of adding is the order of saving.
/// </summary>
internal sealed class ParameterStore
{
    private readonly List<Parameter> _parameters = [];
    private readonly ParameterStore? _shared;
    private readonly long _lengthLimit = long.MaxValue;
    private float[] _values = [];
    private float[] _gradients = [];
    private float[] _buffers = [];

    /// <param name="lengthLimit">Values and buffers at most: for networks described by data that are not trusted.</param>
    public ParameterStore(long lengthLimit = long.MaxValue) => _lengthLimit = lengthLimit;

    private ParameterStore(ParameterStore shared)
    {
        _shared = shared;
        _values = shared._values;
        _buffers = shared._buffers;
    }

    /// <summary>Everything that is saved: trained arrays and buffers.</summary>
    public IReadOnlyList<Parameter> Parameters => _parameters;

    /// <summary>The trained values.</summary>
    public Span<float> Values => _values;

    /// <summary>As long as <see cref="Values"/>; empty in a store made for inference or once released.</summary>
    public Span<float> Gradients => _gradients;

    /// <summary>The values of the buffers.</summary>
    public Span<float> Buffers => _buffers;

    /// <summary>Floats of a <see cref="CopyState"/>.</summary>
    public int StateLength => _values.Length + _buffers.Length;

    /// <summary>
    /// A store over the same values, without gradients, for one more instance of the same network: instances hold their own
    /// activations, so each thread that evaluates takes one.
    /// </summary>
    public ParameterStore ForInference() => new(this);

    /// <summary>Adds a trained array of zeros.</summary>
    /// <exception cref="ArgumentException">An array cannot hold that many parameters.</exception>
    public Parameter Add(string name, params int[] shape) => Add(name, shape, isBuffer: false);

    /// <summary>Adds an array of zeros that is saved but not moved by an optimiser (PyTorch: <c>register_buffer</c>).</summary>
    /// <exception cref="ArgumentException">An array cannot hold that many values.</exception>
    public Parameter AddBuffer(string name, params int[] shape) => Add(name, shape, isBuffer: true);

    /// <summary>Copies values and buffers, to come back to them with <see cref="RestoreState"/>.</summary>
    public void CopyState(Span<float> state)
    {
        _values.CopyTo(state);
        _buffers.CopyTo(state[_values.Length..]);
    }

    /// <summary>Puts back what <see cref="CopyState"/> copied.</summary>
    public void RestoreState(ReadOnlySpan<float> state)
    {
        state[.._values.Length].CopyTo(_values);
        state[_values.Length..StateLength].CopyTo(_buffers);
    }

    /// <summary>Frees the memory of the gradients: the training is over.</summary>
    public void ReleaseGradients() => _gradients = [];

    /// <summary>Copies of all parameters, to be kept or saved.</summary>
    public IReadOnlyList<NamedTensor> Export() =>
        [.. _parameters.Select(parameter => new NamedTensor(parameter.Name, parameter.Shape, parameter.Values.ToArray()))];

    /// <summary>Takes over the values of saved parameters, in any order.</summary>
    /// <exception cref="ArgumentException">
    /// A parameter is missing, unknown, given twice, of another shape, or not finite; names every such parameter. Nothing was changed then.
    /// </exception>
    public void Import(IReadOnlyCollection<NamedTensor> tensors)
    {
        var errors = new List<string>();
        var byName = new Dictionary<string, NamedTensor>(StringComparer.Ordinal);
        foreach (NamedTensor tensor in tensors)
        {
            if (!byName.TryAdd(tensor.Name, tensor)) errors.Add($"{tensor.Name} is given twice");
        }

        foreach (Parameter parameter in _parameters)
        {
            if (!byName.Remove(parameter.Name, out NamedTensor? tensor)) errors.Add($"{parameter.Name} is missing");
            else if (Mismatch(parameter, tensor) is { } error) errors.Add(error);
        }

        errors.AddRange(byName.Keys.Order(StringComparer.Ordinal).Select(name => $"{name} is not a parameter of this network"));
        if (errors.Count > 0) throw new ArgumentException($"the parameters do not fit the network: {string.Join("; ", errors)}", nameof(tensors));
        Dictionary<string, Parameter> known = _parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        foreach (NamedTensor tensor in tensors) tensor.Values.Span.CopyTo(known[tensor.Name].Values);
    }

    private static string? Mismatch(Parameter parameter, NamedTensor tensor)
    {
        if (!parameter.Shape.SequenceEqual(tensor.Shape))
        {
            return $"{parameter.Name} must have shape ({string.Join(", ", parameter.Shape)}), got ({string.Join(", ", tensor.Shape)})";
        }

        foreach (float value in tensor.Values.Span)
        {
            if (!float.IsFinite(value)) return $"{parameter.Name} must be finite, got {value}";
        }

        return null;
    }

    private Parameter Add(string name, int[] shape, bool isBuffer)
    {
        Parameter parameter = _shared is null ? Allocate(name, shape, isBuffer) : FromShared(name, shape, isBuffer);
        _parameters.Add(parameter);
        return parameter;
    }

    private Parameter Allocate(string name, int[] shape, bool isBuffer)
    {
        int length = NamedTensor.ElementCount(shape);
        if (length < 0 || (long)StateLength + length > Array.MaxLength)
        {
            throw new ArgumentException($"the network is too large: no room for {name} of shape ({string.Join(", ", shape)})");
        }

        if ((long)StateLength + length > _lengthLimit)
        {
            throw new ArgumentException($"the network is larger than the parameters given: {name} has shape ({string.Join(", ", shape)})");
        }

        int offset = isBuffer ? _buffers.Length : _values.Length;
        if (isBuffer)
        {
            Array.Resize(ref _buffers, offset + length);
        }
        else
        {
            Array.Resize(ref _values, offset + length);
            Array.Resize(ref _gradients, offset + length);
        }

        return new Parameter(this, name, shape, offset, length, isBuffer);
    }

    private Parameter FromShared(string name, int[] shape, bool isBuffer)
    {
        if (_parameters.Count == _shared!._parameters.Count) throw new InvalidOperationException($"the network has nothing where its copy asks for {name}");
        Parameter original = _shared._parameters[_parameters.Count];
        if (original.Name != name || original.IsBuffer != isBuffer || !original.Shape.SequenceEqual(shape))
        {
            throw new InvalidOperationException($"the network has {original.Name} where its copy asks for {name}");
        }

        return original.In(this);
    }
}
