using Sargam.Learning.Neural;
using Sargam.Learning.Neural.Optimization;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Data;
using Sargam.Learning.Vae.Networks;
using Sargam.Learning.Vae.Objective;
using Sargam.Learning.Vae.Training;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

/// <summary>One of PyTorch's recorded trainings: its data, its thirty steps, and our network with its weights.</summary>
internal sealed class TorchModel
{
    private readonly string _folder;
    private readonly bool _isCommitted;
    private readonly (string Ours, string Theirs)[] _names;
    private readonly double[] _order;
    private readonly float[] _noise;
    private readonly int _batchSize;

    /// <param name="name">The folder.</param>
    /// <param name="isCommitted">Whether it is in the repository; else it is read from beside it.</param>
    /// <param name="options">What makes our network the same.</param>
    /// <param name="names">Our prefixes of parameter names and theirs.</param>
    /// <param name="data">From the recorded arrays to ours.</param>
    public TorchModel(string name, bool isCommitted, VaeOptions options, (string Ours, string Theirs)[] names, Func<TorchModel, VaeData> data)
    {
        (_folder, _isCommitted, _names) = ($"torch/models/{name}", isCommitted, names);
        Options = options;
        Data = data(this);
        NpyArray order = Array("batch_order");
        (_order, _batchSize) = (order.Values.ToArray(), order.Shape[1]);
        _noise = Floats("noise");
        Shape = VaeShape.Of(options, Data);
        Trainer = new VaeTrainer(Shape, Store, options, _batchSize);
        Load("init");
    }

    public VaeOptions Options { get; }

    public VaeData Data { get; }

    public VaeShape Shape { get; }

    public ParameterStore Store { get; } = new();

    public VaeTrainer Trainer { get; }

    public int BatchSize => _batchSize;

    public NpyArray Array(string name) => _isCommitted ? Golden.Committed($"{_folder}/{name}.npy") : Golden.Shared($"{_folder}/{name}.npy");

    /// <summary>
    /// Recorded values beside ours; of large arrays every 37th value was recorded.
    /// </summary>
    public (double[] Expected, float[] Actual) Pair(string name, ReadOnlySpan<float> ours)
    {
        string root = _isCommitted ? Golden.CommittedPath(_folder) : RepositoryRoot.Shared(Path.Combine("golden", _folder));
        if (File.Exists(Path.Combine(root, $"{name}.npy"))) return (Array(name).Values.ToArray(), ours.ToArray());
        float[] all = ours.ToArray();
        return (Array($"{name}__every37").Values.ToArray(), [.. Enumerable.Range(0, (all.Length + 36) / 37).Select(i => all[i * 37])]);
    }

    public float[] Floats(string name) => [.. Array(name).Values.ToArray().Select(value => (float)value)];

    /// <summary>Rows x everything else.</summary>
    public MatrixView Rows(string name)
    {
        NpyArray array = Array(name);
        return Matrix.Wrap(Floats(name), array.Shape[0], array.Values.Length / array.Shape[0]);
    }

    /// <summary>Takes over saved weights and running statistics.</summary>
    public void Load(string weights)
    {
        foreach ((Parameter parameter, string name) in Named()) Floats($"{weights}/{name}").CopyTo(parameter.Values);
    }

    /// <summary>Our parameters with their names there; buffers of ours that have no counterpart are left out.</summary>
    public IEnumerable<(Parameter Parameter, string Name)> Named()
    {
        foreach (Parameter parameter in Store.Parameters)
        {
            (string ours, string theirs) = System.Array.Find(_names, entry => parameter.Name.StartsWith(entry.Ours + ".", StringComparison.Ordinal));
            if (ours is not null) yield return (parameter, theirs + parameter.Name[ours.Length..]);
            else Assert.Equal("condition.shares", parameter.Name);
        }
    }

    /// <summary>Trains the recorded step, from 0.</summary>
    public VaeLossValue Step(int step, double beta, double learningRate)
    {
        var batch = new VaeBatch(Shape, _batchSize);
        int[] rows = [.. _order.Skip(step * _batchSize).Take(_batchSize).Select(row => (int)row)];
        batch.Gather(Data, rows, Trainer.Network.ClassShares);
        int noiseCount = _batchSize * Shape.LatentSize;
        return Trainer.Step(batch, _noise.AsSpan(step * noiseCount, noiseCount), beta, learningRate);
    }

    /// <summary>Thirty steps against the recorded losses.</summary>
    /// <param name="learningRate">Theirs.</param>
    /// <param name="beta">Theirs in a step.</param>
    /// <param name="tolerances">Relative: total, reconstruction, KL, gradient norm.</param>
    public void FollowThirtySteps(double learningRate, Func<int, double> beta, (double Total, double Reconstruction, double Kl, double Norm) tolerances)
    {
        NpyArray losses = Array("losses");
        int columns = losses.Shape[1];
        for (int step = 0; step < 30; step++)
        {
            VaeLossValue loss = Step(step, beta(step), learningRate);
            double[] expected = losses.Values.Slice(step * columns, columns).ToArray();
            AssertRelative(expected[0], loss.Total, tolerances.Total, $"total of step {step}");
            AssertRelative(expected[1], loss.Reconstruction, tolerances.Reconstruction, $"reconstruction of step {step}");
            AssertRelative(expected[2], loss.Kl, tolerances.Kl, $"KL of step {step}");
            if (Options.GradientClipNorm is null) AssertRelative(expected[4], GradientClipping.Norm(Store.Gradients), tolerances.Norm, $"gradient norm of step {step}");
        }
    }

    public static void AssertRelative(double expected, double actual, double tolerance, string what) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Abs(expected), $"{what} is {actual:R}, expected {expected:R}");
}
