using System.Numerics.Tensors;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;

namespace Sargam.Learning.Vae.Diagnosis;

/// <summary>How much of one modality's variance comes back, over the rows that have it.</summary>
internal sealed class ReconstructionQuality
{
    // Columns that together hold less than this much of the variance hardly touch the loss.
    private const double NearlyAll = 0.99;

    private readonly VaeModality _modality;
    private double _error;

    public ReconstructionQuality(VaeModality modality)
    {
        _modality = modality;
        double[] perColumn = VariationPerColumn(modality);
        Variation = TensorPrimitives.Sum<double>(perColumn);
        double[] varying = [.. perColumn.Where(variation => variation > 0).OrderDescending()];
        VaryingColumnCount = varying.Length;
        double held = 0;
        while (held < NearlyAll * Variation && LeadingColumnCount < varying.Length) held += varying[LeadingColumnCount++];
    }

    /// <summary>Summed squared distances of the rows from their mean.</summary>
    public double Variation { get; }

    /// <summary>Columns that are not constant.</summary>
    public int VaryingColumnCount { get; }

    /// <summary>Columns that hold 99 % of the variation, the strongest first.</summary>
    public int LeadingColumnCount { get; }

    /// <summary>Summed squared distances of the rows from their reconstructions.</summary>
    public double Error => _error;

    /// <summary>1 - error / variation; 0 when nothing varies.</summary>
    public double R2 => Share(Error, Variation);

    public static double Share(double error, double variation) => variation > 0 ? 1 - error / variation : 0;

    /// <summary>The mean variance of the columns, over the rows that have the modality.</summary>
    public static double MeanVariance(VaeModality modality)
    {
        double[] perColumn = VariationPerColumn(modality);
        int count = Enumerable.Range(0, modality.Values.RowCount).Count(modality.IsPresent);
        return TensorPrimitives.Sum<double>(perColumn) / perColumn.Length / Math.Max(count, 1);
    }

    /// <summary>Takes in the reconstructions of rows from <paramref name="start"/> on.</summary>
    public void Add(int start, MatrixView reconstruction)
    {
        for (int row = 0; row < reconstruction.RowCount; row++)
        {
            if (!_modality.IsPresent(start + row)) continue;
            float distance = TensorPrimitives.Distance(_modality.Values.Row(start + row), reconstruction.Row(row));
            _error += (double)distance * distance;
        }
    }

    private static double[] VariationPerColumn(VaeModality modality)
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
        var variation = new double[means.Length];
        for (int row = 0; row < modality.Values.RowCount; row++)
        {
            if (!modality.IsPresent(row)) continue;
            ReadOnlySpan<float> values = modality.Values.Row(row);
            for (int i = 0; i < means.Length; i++) variation[i] += (values[i] - means[i]) * (values[i] - means[i]);
        }

        return variation;
    }
}
