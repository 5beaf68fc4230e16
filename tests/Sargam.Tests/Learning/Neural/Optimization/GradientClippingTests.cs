using System.Text.Json;
using Sargam.Learning.Neural.Optimization;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural.Optimization;

public sealed class GradientClippingTests
{
    [Theory]
    [InlineData("max1_norm2", 1, "Euclidean")]
    [InlineData("max100_norm2", 100, "Euclidean")]
    [InlineData("max2_norm1", 2, "Absolute")]
    [InlineData("max0.5_norminf", 0.5, "Maximum")]
    public void Clipping_equals_PyTorch(string key, double maxNorm, string kind)
    {
        float[] gradients = [.. Enumerable.Range(0, 3).SelectMany(i => TorchGolden.Floats($"clip/grad{i}"))];
        double[] expected = [.. Enumerable.Range(0, 3).SelectMany(i => TorchGolden.Array($"clip/{key}_clipped{i}").Values.ToArray())];
        JsonElement reference = Golden.CommittedJson("torch/clip/cases.json").EnumerateArray().Single(item => item.GetProperty("key").GetString() == key);

        double norm = GradientClipping.ClipNorm(gradients, maxNorm, Enum.Parse<GradientNorm>(kind));

        double expectedNorm = reference.GetProperty("total_norm").GetDouble();
        Assert.Equal(expectedNorm, norm, expectedNorm * 1e-6);
        Approx.EqualToPeak(expected, gradients, 1e-6);
    }

    [Fact]
    public void The_norm_of_many_gradients_keeps_its_digits()
    {
        var gradients = new float[3_000_001];
        Array.Fill(gradients, 0.1f);

        Assert.Equal(0.1f * Math.Sqrt(3_000_001), GradientClipping.Norm(gradients), 1e-3);
        foreach (GradientNorm kind in Enum.GetValues<GradientNorm>()) Assert.Equal(0, GradientClipping.Norm([], kind));
    }
}
