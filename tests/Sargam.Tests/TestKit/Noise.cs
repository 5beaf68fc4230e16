using Sargam.Numerics;

namespace Sargam.Tests.TestKit;

/// <summary>Random test data.</summary>
internal static class Noise
{
    /// <summary>Standard normal values.</summary>
    public static float[] Normal(Rng rng, int length)
    {
        var values = new float[length];
        rng.Normal(values);
        return values;
    }
}
