using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Layers;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Networks;

/// <summary>
/// One modality's way to hidden values. The condition is joined to the input where the architecture takes it, else to what
/// comes out. Rows that lack the modality come out as zeros and hand no gradient back.
/// </summary>
internal sealed class BranchEncoder
{
    private readonly Sequential _layers;
    private readonly int _index;
    private readonly int _conditionSize;
    private readonly bool _joinsInput;
    private float[] _input = [];
    private float[] _hidden = [];
    private float[] _hiddenGradient = [];

    public BranchEncoder(VaeShape shape, int index, ParameterStore parameters, string name)
    {
        BranchShape branch = shape.Branches[index];
        _index = index;
        _conditionSize = shape.EncoderConditionSize;
        _joinsInput = _conditionSize > 0 && branch.Architecture.TakesConditionAtInput;
        _layers = branch.Architecture.BuildEncoder(parameters, name, branch.Shape, _joinsInput ? _conditionSize : 0);
    }

    private bool JoinsOutput => _conditionSize > 0 && !_joinsInput;

    /// <summary>Hidden values per row.</summary>
    public int OutputSize => _layers.OutputSize + (JoinsOutput ? _conditionSize : 0);

    public void Initialize(Rng rng) => _layers.Initialize(rng);

    public void Reseed(Rng rng) => _layers.Reseed(rng);

    /// <summary>The hidden values of the batch, kept until the next call.</summary>
    public ReadOnlySpan<float> Forward(VaeBatch batch, LayerMode mode)
    {
        int rows = batch.RowCount;
        Grow(ref _hidden, rows * OutputSize);
        ReadOnlySpan<float> input = Input(batch);
        if (JoinsOutput)
        {
            int size = _layers.OutputSize;
            Grow(ref _hiddenGradient, rows * OutputSize);
            Span<float> own = _hiddenGradient.AsSpan(0, rows * size);
            _layers.Forward(input, own, rows, mode);
            RowJoin.Place(own, size, _hidden, OutputSize, 0, rows);
            RowJoin.Place(batch.Condition, _conditionSize, _hidden, OutputSize, size, rows);
        }
        else
        {
            _layers.Forward(input, _hidden, rows, mode);
        }

        ClearMissing(batch, _hidden);
        return Hidden(rows);
    }

    /// <summary>The hidden values of the last batch.</summary>
    public ReadOnlySpan<float> Hidden(int rowCount) => _hidden.AsSpan(0, rowCount * OutputSize);

    /// <summary>Writes the parameters' gradients; overwrites the hidden values' gradient.</summary>
    public void Backward(VaeBatch batch, Span<float> hiddenGradient)
    {
        int rows = batch.RowCount;
        ClearMissing(batch, hiddenGradient);
        ReadOnlySpan<float> input = Input(batch);
        if (!JoinsOutput)
        {
            _layers.Backward(input, _hidden.AsSpan(0, rows * OutputSize), hiddenGradient, [], rows);
            return;
        }

        int size = _layers.OutputSize;
        Grow(ref _hiddenGradient, 2 * rows * OutputSize);
        Span<float> own = _hiddenGradient.AsSpan(0, rows * size);
        Span<float> output = _hiddenGradient.AsSpan(rows * OutputSize, rows * size);
        RowJoin.Take(hiddenGradient, OutputSize, 0, own, size, rows);
        RowJoin.Take(_hidden, OutputSize, 0, output, size, rows);
        _layers.Backward(input, output, own, [], rows);
    }

    private static void Grow(ref float[] buffer, int length)
    {
        if (buffer.Length < length) buffer = new float[length];
    }

    private ReadOnlySpan<float> Input(VaeBatch batch)
    {
        ReadOnlySpan<float> plain = batch.Input(_index);
        if (!_joinsInput) return plain;
        int rows = batch.RowCount;
        int size = plain.Length / rows;
        int joined = size + _conditionSize;
        Grow(ref _input, rows * joined);
        RowJoin.Place(plain, size, _input, joined, 0, rows);
        RowJoin.Place(batch.Condition, _conditionSize, _input, joined, size, rows);
        return _input.AsSpan(0, rows * joined);
    }

    private void ClearMissing(VaeBatch batch, Span<float> values)
    {
        if (batch.Present(_index) is not { } present) return;
        for (int row = 0; row < batch.RowCount; row++)
        {
            if (!present[row]) values.Slice(row * OutputSize, OutputSize).Clear();
        }
    }
}
