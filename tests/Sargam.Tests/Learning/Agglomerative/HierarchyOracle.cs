using Sargam.Learning.Agglomerative;
using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>Agglomeration from the definitions: compare all pairs of clusters, join the nearest, and again. O(n^4), obvious.</summary>
internal static class HierarchyOracle
{
    public static double[] Heights(MatrixView rows, Linkage linkage)
    {
        List<List<int>> clusters = [.. Enumerable.Range(0, rows.RowCount).Select(i => new List<int> { i })];
        var heights = new List<double>();
        while (clusters.Count > 1)
        {
            (int first, int second, double least) = (0, 0, double.PositiveInfinity);
            for (int i = 0; i < clusters.Count; i++)
            {
                for (int j = i + 1; j < clusters.Count; j++)
                {
                    double distance = Distance(rows, clusters[i], clusters[j], linkage);
                    if (distance < least) (first, second, least) = (i, j, distance);
                }
            }

            heights.Add(least);
            clusters[first].AddRange(clusters[second]);
            clusters.RemoveAt(second);
        }

        return [.. heights];
    }

    private static double Distance(MatrixView rows, List<int> a, List<int> b, Linkage linkage)
    {
        IEnumerable<double> pairs = a.SelectMany(i => b.Select(j => Between(rows, i, j)));
        return linkage switch
        {
            Linkage.Single => pairs.Min(),
            Linkage.Complete => pairs.Max(),
            Linkage.Average => pairs.Average(),
            _ => Math.Sqrt(2 * (Scatter(rows, [.. a, .. b]) - Scatter(rows, a) - Scatter(rows, b))),
        };
    }

    private static double Scatter(MatrixView rows, List<int> members)
    {
        double sum = 0;
        for (int p = 0; p < rows.ColumnCount; p++)
        {
            double mean = members.Average(i => (double)rows[i, p]);
            sum += members.Sum(i => (rows[i, p] - mean) * (rows[i, p] - mean));
        }

        return sum;
    }

    private static double Between(MatrixView rows, int i, int j)
    {
        double sum = 0;
        for (int p = 0; p < rows.ColumnCount; p++) sum += ((double)rows[i, p] - rows[j, p]) * ((double)rows[i, p] - rows[j, p]);
        return Math.Sqrt(sum);
    }
}
