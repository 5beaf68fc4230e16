using Sargam.Storage;
using Sargam.Tests.TestKit;

namespace Sargam.Tests.Learning.Neural;

/// <summary>PyTorch's inputs, outputs and gradients as arrays of floats.</summary>
internal static class TorchGolden
{
    public static float[] Floats(string name) => [.. Array(name).Values.ToArray().Select(value => (float)value)];

    public static NpyArray Array(string name) => Golden.Committed($"torch/{name}.npy");
}
