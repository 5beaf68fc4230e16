using System.Diagnostics;
using Sargam.Learning.Neural.Layers;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Vae;

/// <summary>
/// PyTorch itself loads what was saved: <c>tests/golden/torch_export.py</c> builds the networks of <c>torch.nn</c> modules,
/// takes the weights over by name, and encodes and decodes. Skipped where no Python has torch.
/// </summary>
public sealed class TorchExportTests
{
    private const int RowCount = 40;
    private static readonly Lazy<string?> Python = new(FindPython);

    [Fact]
    public void Fully_connected_networks_load_in_PyTorch() => AssertSame("mlp", Mlp([8, 6]) with { Architecture = NormalisedMlp }, new VaeData(Rows(12)));

    [Fact]
    public void Conditional_networks_load_in_PyTorch()
    {
        var condition = new VaeCondition([.. Enumerable.Range(0, RowCount).Select(row => row * row % 3)], 3);
        AssertSame("conditional", Mlp([8, 6]), new VaeData([new VaeModality(Rows(12))], condition));
    }

    [Fact]
    public void One_dimensional_convolutions_load_in_PyTorch() => AssertSame(
        "conv1d", Mlp([]) with { Architecture = new Conv1dArchitecture { Channels = [4, 6] } }, new VaeData([new VaeModality(Rows(5 * 22), [5, 22])]));

    [Fact]
    public void Two_dimensional_convolutions_load_in_PyTorch() => AssertSame(
        "conv2d", Mlp([]) with { Architecture = SmallConv2d }, new VaeData([new VaeModality(Rows(9 * 14), [1, 9, 14])]));

    [Fact]
    public void Hybrid_networks_load_in_PyTorch()
    {
        VaeOptions options = Mlp([]) with
        {
            Branches = [new VaeBranch { Architecture = SmallConv2d }, new VaeBranch { Architecture = new MlpArchitecture { HiddenSizes = [8] } }],
        };
        AssertSame("hybrid", options, new VaeData([new VaeModality(Rows(9 * 14), [1, 9, 14], name: "sound"), new VaeModality(Rows(12), name: "words")]));
    }

    private static Conv2dArchitecture SmallConv2d => new() { Channels = [3, 5] };

    private static MlpArchitecture NormalisedMlp => new() { HiddenSizes = [8, 6], HasLayerNorm = true, Activation = Activation.Gelu };

    private static VaeOptions Mlp(LayerSizes hidden) => new()
    {
        Seed = 3,
        Architecture = new MlpArchitecture { HiddenSizes = hidden },
        LatentSize = 3,
        BatchSize = 8,
        EpochCount = 1,
        BetaSchedule = BetaScheduleKind.Constant,
        LearningRate = 0.01,
    };

    private static Matrix Rows(int columnCount) => Planted.Factors(5, RowCount, columnCount, factorCount: 3, noise: 0.5);

    private static void AssertSame(string kind, VaeOptions options, VaeData data)
    {
        Assert.SkipWhen(Python.Value is null, "no python3 on this machine can import torch");
        VaeModel model = new Sargam.Learning.Vae.Vae(options).Fit(data);
        using var folder = new TempFolder();
        Save(folder, model, data);

        Run(Python.Value!, Path.Combine(RepositoryRoot.Path, "tests", "golden", "torch_export.py"), kind, folder.Path);

        VaePosterior posterior = model.Encode(data);
        AssertSame(folder, "mu", posterior.Mean);
        AssertSame(folder, "logvar", posterior.LogVariance);
        IReadOnlyList<Matrix> decoded = model.DecodeAll(posterior.Mean, data.Condition);
        for (int i = 0; i < decoded.Count; i++) AssertSame(folder, $"recon{i}", decoded[i]);
    }

    private static void Save(TempFolder folder, VaeModel model, VaeData data)
    {
        Dictionary<string, Tensor> tensors = model.Parameters.ToDictionary(one => one.Name, one => new Tensor(one.Shape, one.Values));
        using (FileStream stream = File.Create(folder.File("model.safetensors"))) new Safetensors(tensors, new Dictionary<string, string>()).Write(stream);
        for (int i = 0; i < data.Modalities.Count; i++)
        {
            using FileStream stream = File.Create(folder.File($"input{i}.npy"));
            Npy.Write(stream, data.Modalities[i].Values, data.Modalities[i].Shape);
        }

        if (data.Condition is not { } condition) return;
        var oneHot = new Matrix(data.RowCount, condition.ClassCount);
        for (int row = 0; row < data.RowCount; row++) oneHot[row, condition.Classes[row]] = 1;
        using FileStream file = File.Create(folder.File("condition.npy"));
        Npy.Write(file, oneHot);
    }

    private static void AssertSame(TempFolder folder, string name, Matrix actual)
    {
        using FileStream stream = File.OpenRead(folder.File($"{name}.npy"));
        NpyArray theirs = Npy.Read(stream);
        Assert.Equal(RowCount, theirs.Shape[0]);
        Approx.EqualToPeak(theirs.Values, actual.Values, 1e-5, name);
    }

    private static string? FindPython()
    {
        IEnumerable<string> folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/bin");
        string name = OperatingSystem.IsWindows() ? "python.exe" : "python3";
        return folders.Where(folder => folder.Length > 0).Select(folder => Path.Combine(folder, name)).Distinct()
            .FirstOrDefault(program => File.Exists(program) && Start(program, "-c", "import numpy, torch").ExitCode == 0);
    }

    private static void Run(string program, params string[] arguments)
    {
        (int exitCode, string error) = Start(program, arguments);
        Assert.True(exitCode == 0, error);
    }

    private static (int ExitCode, string Error) Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = "1";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        using Process process = Process.Start(start)!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, error);
    }
}
