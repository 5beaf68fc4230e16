using System.Numerics.Tensors;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>How much of one modality's variance comes back, over the rows that have it.</summary>
internal sealed class ReconstructionQuality(VaeModality modality)
{
    private double _error;

    /// <summary>Summed squared distances of the rows from their mean.</summary>
    public double Variation { get; } = VariationOf(modality);

    /// <summary>Summed squared distances of the rows from their reconstructions.</summary>
    public double Error => _error;

    /// <summary>1 - error / variation; 0 when nothing varies.</summary>
    public double R2 => Share(Error, Variation);

    public static double Share(double error, double variation) => variation > 0 ? 1 - error / variation : 0;

    /// <summary>Takes in the reconstructions of rows from <paramref name="start"/> on.</summary>
    public void Add(int start, MatrixView reconstruction)
    {
        for (int row = 0; row < reconstruction.RowCount; row++)
        {
            if (!modality.IsPresent(start + row)) continue;
            float distance = TensorPrimitives.Distance(modality.Values.Row(start + row), reconstruction.Row(row));
            _error += (double)distance * distance;
        }
    }

    private static double VariationOf(VaeModality modality)
    {
        var means = new double[modality.Values.ColumnCount];
        int count = 0;
        for (int row = 0; row < modality.Values.RowCount; row++)
        {
            if (!modality.IsPresent(row)) continue;
            ReadOnlySpan<float> values = modality.Values.Row(row);
            for (int i = 0; i < means.Length; i++) means[i] += values[i];
            count++;
        }

        TensorPrimitives.Divide(means, Math.Max(count, 1), means);
        double sum = 0;
        for (int row = 0; row < modality.Values.RowCount; row++)
        {
            if (!modality.IsPresent(row)) continue;
            ReadOnlySpan<float> values = modality.Values.Row(row);
            for (int i = 0; i < means.Length; i++) sum += (values[i] - means[i]) * (values[i] - means[i]);
        }

        return sum;
    }
}
