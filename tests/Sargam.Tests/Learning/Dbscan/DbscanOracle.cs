using Sargam.Numerics;

namespace Sargam.Tests.Learning;

/// <summary>DBSCAN as the paper writes it: scan in order, expand from each new core. O(n^2) memory, obvious.</summary>
internal static class DbscanOracle
{
    public static int[] Labels(MatrixView rows, double epsilon, int minPoints)
    {
        int n = rows.RowCount;
        int[][] neighbours = [.. Enumerable.Range(0, n).Select(i => Enumerable.Range(0, n).Where(j => Distance(rows, i, j) <= epsilon).ToArray())];
        var labels = new int[n];
        Array.Fill(labels, -1);
        int next = 0;
        for (int i = 0; i < n; i++)
        {
            if (labels[i] >= 0 || neighbours[i].Length < minPoints) continue;
            var open = new Stack<int>([i]);
            while (open.TryPop(out int at))
            {
                if (labels[at] >= 0) continue;
                labels[at] = next;
                if (neighbours[at].Length < minPoints) continue;
                foreach (int j in neighbours[at]) open.Push(j);
            }

            next++;
        }

        return labels;
    }

    public static double Distance(MatrixView rows, int i, int j)
    {
        double sum = 0;
        for (int p = 0; p < rows.ColumnCount; p++) sum += ((double)rows[i, p] - rows[j, p]) * ((double)rows[i, p] - rows[j, p]);
        return Math.Sqrt(sum);
    }
}
