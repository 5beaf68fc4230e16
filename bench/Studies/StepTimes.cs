using System.Globalization;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;

namespace Sargam.Studies;

/// <summary>
/// The training steps that bench/peers/torch_step.py times too: gather a batch, draw noise, forward, loss, backward, Adam. An
/// epoch is divided by its steps, so shuffling and the one batch that is followed for early stopping are in it.
/// </summary>
internal static class StepTimes
{
    private static readonly VaeOptions Options = new() { Seed = 1, ValidationShare = 0, GradientClipNorm = null, BetaSchedule = BetaScheduleKind.Constant };

    private static readonly StepCase[] Cases =
    [
        new("mlp-40", [40], 64, StepsPerEpoch: 64, WarmUpEpochs: 8, Epochs: 12, Options),
        new("mlp-2600", [2600], 32, StepsPerEpoch: 16, WarmUpEpochs: 3, Epochs: 6, Options with { Architecture = new MlpArchitecture { HiddenSizes = [512] } }),
        new("conv2d", [39, 130], 64, StepsPerEpoch: 12, WarmUpEpochs: 1, Epochs: 3, Options with { Architecture = new Conv2dArchitecture(), LatentSize = 32, Beta = 4 }),
    ];

    /// <summary>Writes a line "name wall cpu" per case, milliseconds a step.</summary>
    public static void Run(int threads, string name, TextWriter writer)
    {
        foreach (StepCase one in Cases.Where(one => one.Name.StartsWith(name, StringComparison.Ordinal)))
        {
            var values = new Matrix(one.BatchSize * one.StepsPerEpoch, one.Shape.Aggregate(1, (product, length) => product * length));
            new Rng(1).Normal(values.Values);
            VaeOptions options = one.Options with { BatchSize = one.BatchSize, EpochCount = one.WarmUpEpochs + one.Epochs };
            (double wall, double cpu) = EpochTimes.Median(options, new VaeData([new VaeModality(values, one.Shape)]), one.WarmUpEpochs, threads);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{one.Name} {wall / one.StepsPerEpoch:0.0000} {cpu / one.StepsPerEpoch:0.0000}"));
            writer.Flush();
        }
    }

    private sealed record StepCase(string Name, int[] Shape, int BatchSize, int StepsPerEpoch, int WarmUpEpochs, int Epochs, VaeOptions Options);
}
