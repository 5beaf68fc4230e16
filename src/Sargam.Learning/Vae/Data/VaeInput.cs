using System.Numerics.Tensors;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Data;

/// <summary>Checks of what goes into a VAE.</summary>
internal static class VaeInput
{
    // Squares of this, summed over any number of columns, stay far below the largest float.
    private const float MaxMagnitude = 1e15f;

    /// <summary>Throws unless every value of every modality is finite and can be squared in single precision.</summary>
    public static void Check(VaeData data, string estimator, int minimumRowCount)
    {
        foreach (VaeModality modality in data.Modalities) Check(modality.Values, estimator, minimumRowCount);
    }

    /// <summary>Throws unless every value is finite and can be squared in single precision.</summary>
    public static void Check(MatrixView observations, string estimator, int minimumRowCount)
    {
        Observations.Check(observations, estimator, minimumRowCount);
        if (observations.RowCount == 0) return;
        float largest = TensorPrimitives.MaxMagnitude<float>(observations.Values);
        if (MathF.Abs(largest) > MaxMagnitude)
        {
            throw new ArgumentException($"{estimator} needs standardised columns: values must be within +-{MaxMagnitude:g}, got {largest:g}");
        }
    }
}
