using Sargam.Learning.Neural;
using Sargam.Learning.Vae;
using Sargam.Learning.Vae.Architectures;
using Sargam.Numerics;
using Sargam.Tests.TestKit;
using VaeEstimator = Sargam.Learning.Vae.Vae;

namespace Sargam.Tests.Learning.Vae;

public sealed class VaeTransformTests
{
    private static readonly VaeOptions Options = new() { Seed = 1, Architecture = new MlpArchitecture { HiddenSizes = [10, 6] }, LatentSize = 3, EpochCount = 3, BetaWarmUpEpochCount = 0 };
    private static readonly Matrix Data = Planted.Factors(seed: 9, rowCount: 600, columnCount: 8, factorCount: 2, noise: 0.4);
    private static readonly VaeModel Model = new VaeEstimator(Options).Fit(Data);

    [Fact]
    public void Parameters_have_the_names_and_shapes_of_PyTorch()
    {
        string[] described = [.. Model.Parameters.Select(tensor => $"{tensor.Name} {string.Join('x', tensor.Shape)}")];

        Assert.Equal(
            [
                "encoder.0.weight 10x8", "encoder.0.bias 10", "encoder.2.weight 6x10", "encoder.2.bias 6",
                "mu.weight 3x6", "mu.bias 3", "logvar.weight 3x6", "logvar.bias 3",
                "decoder.0.weight 6x3", "decoder.0.bias 6", "decoder.2.weight 10x6", "decoder.2.bias 10", "decoder.4.weight 8x10", "decoder.4.bias 8",
            ],
            described);
    }

    [Fact]
    public void Saved_parameters_rebuild_the_same_mapping()
    {
        VaeTransform rebuilt = VaeTransform.FromParameters(Options, 8, [.. Model.Parameters.Reverse()]);

        Assert.Equal(8, rebuilt.InputColumnCount);
        Assert.Equal(3, rebuilt.OutputColumnCount);
        Assert.Equal(Model.Transform(Data).Values.ToArray(), rebuilt.Transform(Data).Values.ToArray());
        Assert.Equal(Model.Reconstruct(Data).Values.ToArray(), rebuilt.Reconstruct(Data).Values.ToArray());
        Assert.Equal(Model.ReconstructionR2, rebuilt.Diagnose(Data, TestContext.Current.CancellationToken).ReconstructionR2);
    }

    [Fact]
    public void Parameters_of_another_network_are_refused()
    {
        NamedTensor[] saved = [.. Model.Parameters];

        Assert.Throws<ArgumentException>(() => VaeTransform.FromParameters(Options with { LatentSize = 4 }, 8, saved));
        Assert.Throws<ArgumentException>(() => VaeTransform.FromParameters(Options with { Architecture = new MlpArchitecture { HiddenSizes = [10] } }, 8, saved));
        Assert.Throws<ArgumentException>(() => VaeTransform.FromParameters(Options, 9, saved));
        Assert.Throws<ArgumentException>(() => VaeTransform.FromParameters(Options, 8, saved[1..]));
    }

    [Fact]
    public void Changing_an_exported_copy_does_not_change_the_model()
    {
        float[] before = Model.Transform(Data).Values.ToArray();
        foreach (NamedTensor tensor in Model.Parameters)
        {
            Assert.True(System.Runtime.InteropServices.MemoryMarshal.TryGetArray(tensor.Values, out ArraySegment<float> values));
            values.AsSpan().Fill(9);
        }

        Assert.Equal(before, Model.Transform(Data).Values.ToArray());
    }

    [Fact]
    public void A_row_encodes_alike_alone_and_among_others()
    {
        Matrix all = Model.Transform(Data);
        for (int row = 0; row < 600; row += 97)
        {
            Approx.Equal(Approx.Widen(all.Row(row)), Model.Transform(Data.View.Rows(row, 1)).Values, 1e-5, $"row {row}");
        }
    }

    [Fact]
    public void Transform_is_the_posterior_mean_and_Reconstruct_decodes_it()
    {
        Matrix mean = Model.Encode(Data).Mean;

        Assert.Equal(mean.Values.ToArray(), Model.Transform(Data).Values.ToArray());
        Assert.Equal(Model.Decode(mean).Values.ToArray(), Model.Reconstruct(Data).Values.ToArray());
        Assert.Equal(0, Model.Transform(new Matrix(0, 8)).RowCount);
    }

    [Fact]
    public void Diagnostics_are_what_their_definitions_say()
    {
        VaePosterior posterior = Model.Encode(Data);
        Matrix back = Model.Reconstruct(Data);
        int active = 0;
        for (int dimension = 0; dimension < 3; dimension++)
        {
            double[] means = [.. Enumerable.Range(0, 600).Select(row => (double)posterior.Mean[row, dimension])];
            double average = means.Average();
            if (means.Average(value => (value - average) * (value - average)) > 0.01) active++;
            double[] logVariances = [.. Enumerable.Range(0, 600).Select(row => (double)posterior.LogVariance[row, dimension])];
            double kl = Enumerable.Range(0, 600).Average(row => -0.5 * (1 + logVariances[row] - means[row] * means[row] - Math.Exp(logVariances[row])));
            Assert.Equal(kl, Model.KlPerDimension[dimension], 9);
        }

        double error = 0;
        double variation = 0;
        for (int column = 0; column < 8; column++)
        {
            double average = Enumerable.Range(0, 600).Average(row => Data[row, column]);
            error += Enumerable.Range(0, 600).Sum(row => Math.Pow(Data[row, column] - back[row, column], 2));
            variation += Enumerable.Range(0, 600).Sum(row => Math.Pow(Data[row, column] - average, 2));
        }

        Assert.Equal(active, Model.ActiveUnits);
        Assert.Equal(1 - error / variation, Model.ReconstructionR2, 1e-5);
    }

    [Fact]
    public void Other_columns_and_bad_values_are_refused()
    {
        Assert.Contains("8 columns, got 7", Assert.Throws<ArgumentException>(() => Model.Transform(new Matrix(2, 7))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Model.Decode(new Matrix(2, 8)));
        Matrix bad = new(1, 8);
        bad[0, 4] = float.PositiveInfinity;
        Assert.Throws<ArgumentException>(() => Model.Transform(bad));
    }

    [Fact]
    public void Several_threads_may_transform_at_once()
    {
        float[] expected = Model.Reconstruct(Data).Values.ToArray();
        var results = new float[8][];
        Parallel.For(0, results.Length, i => results[i] = Model.Reconstruct(Data).Values.ToArray());

        Assert.All(results, result => Assert.Equal(expected, result));
    }
}
