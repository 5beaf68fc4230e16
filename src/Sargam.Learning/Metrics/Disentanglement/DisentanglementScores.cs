using Sargam.Numerics;

namespace Sargam.Learning.Metrics.Disentanglement;

/// <summary>What <see cref="Dci"/> found. Disentanglement and completeness mean something only where informativeness beats its baseline.</summary>
public sealed class DisentanglementScores
{
    internal DisentanglementScores(Matrix importances, IReadOnlyList<FactorInformativeness> factors)
    {
        Importances = importances;
        int[] told = [.. Enumerable.Range(0, factors.Count).Where(factor => ColumnSum(importances, factor) > 0)];
        DisentanglementPerDimension = [.. Enumerable.Range(0, importances.RowCount).Select(dimension => Concentration(Row(importances, dimension, told)))];
        Factors = [.. factors.Select((factor, i) => factor with { Completeness = Concentration(Column(importances, i)) })];
        Disentanglement = MeanByImportance(told);
        Completeness = Factors.Average(factor => factor.Completeness);
        Informativeness = Factors.Average(factor => factor.Accuracy);
    }

    /// <summary>
    /// Whether each dimension tells of one factor only, in [0, 1]: the mean over dimensions, weighted by how much they matter. Null
    /// with fewer than 2 factors that anything is told about.
    /// </summary>
    public double? Disentanglement { get; }

    /// <summary>Whether each factor sits in one dimension only, in [0, 1]: the mean over factors. Null with one dimension, or when nothing is told about any factor.</summary>
    public double? Completeness { get; }

    /// <summary>Mean held-out accuracy of the factors, in [0, 1]; compare it with <see cref="FactorInformativeness.BaselineAccuracy"/>. Null when no factor has one.</summary>
    public double? Informativeness { get; }

    /// <summary>How much each dimension tells of each factor, dimensions x factors; each column adds up to 1, or is 0 where nothing is told.</summary>
    public Matrix Importances { get; }

    /// <summary>1 for a dimension that tells of one factor only, 0 for one that tells of all alike; null where the dimension tells of none.</summary>
    public IReadOnlyList<double?> DisentanglementPerDimension { get; }

    /// <summary>One entry per factor, in the order given.</summary>
    public IReadOnlyList<FactorInformativeness> Factors { get; }

    private double? MeanByImportance(int[] told)
    {
        if (told.Length < 2) return null;
        double sum = 0;
        for (int dimension = 0; dimension < Importances.RowCount; dimension++)
        {
            sum += (DisentanglementPerDimension[dimension] ?? 0) * Row(Importances, dimension, told).Sum() / told.Length;
        }

        return Math.Clamp(sum, 0, 1);
    }

    /// <summary>1 - entropy of the shares, in units of the largest possible; null with fewer than 2 shares or none above 0.</summary>
    private static double? Concentration(double[] weights)
    {
        double total = weights.Sum();
        if (weights.Length < 2 || total <= 0) return null;
        double entropy = 0;
        foreach (double weight in weights)
        {
            if (weight > 0) entropy -= weight / total * Math.Log(weight / total);
        }

        return Math.Clamp(1 - entropy / Math.Log(weights.Length), 0, 1);
    }

    private static double[] Row(Matrix matrix, int row, int[] columns) => [.. columns.Select(column => (double)matrix[row, column])];

    private static double[] Column(Matrix matrix, int column) => [.. Enumerable.Range(0, matrix.RowCount).Select(row => (double)matrix[row, column])];

    private static double ColumnSum(Matrix matrix, int column) => Column(matrix, column).Sum();
}
