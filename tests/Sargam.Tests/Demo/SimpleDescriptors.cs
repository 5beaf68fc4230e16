using Sargam.Demo.Synthesis;

namespace Sargam.Tests.Demo;

/// <summary>
/// A crude, independent look at timbre: mean and spread over time of the level in eight bands and of the zero crossings,
/// standardised over the collection.
/// </summary>
internal static class SimpleDescriptors
{
    private const int FrameLength = 1024;
    private static readonly double[] Bands = [60, 125, 250, 500, 1000, 2000, 4000, 8000];

    public static double[][] Of(RenderedCollection collection)
    {
        double[][] rows = [.. collection.Samples.Select(Describe)];
        for (int c = 0; c < rows[0].Length; c++)
        {
            double mean = rows.Average(row => row[c]);
            double deviation = Math.Sqrt(rows.Average(row => Math.Pow(row[c] - mean, 2)));
            foreach (double[] row in rows) row[c] = (row[c] - mean) / deviation;
        }

        return rows;
    }

    /// <summary>Share of the rows whose label is that of the nearest class mean, the row itself left out.</summary>
    public static double NearestCentroidAccuracy(double[][] rows, IReadOnlyList<string> labels)
    {
        int right = 0;
        for (int r = 0; r < rows.Length; r++)
        {
            int left = r;
            string nearest = labels.Distinct().MinBy(label =>
                Distance(rows[left], Mean(rows, Enumerable.Range(0, rows.Length).Where(i => i != left && labels[i] == label))))!;
            if (nearest == labels[r]) right++;
        }

        return (double)right / rows.Length;
    }

    /// <summary>
    /// Share of a column's variance that the best cut into two halves explains: 0.64 for a normal column, 0.75 for a uniform
    /// one, nearly 1 for two clusters.
    /// </summary>
    public static double BestCut(IEnumerable<double> column)
    {
        double[] sorted = [.. column.Order()];
        double mean = sorted.Average(), total = sorted.Sum(v => (v - mean) * (v - mean)), best = 0, below = 0;
        for (int n = 1; n < sorted.Length; n++)
        {
            below += sorted[n - 1] - mean;
            best = Math.Max(best, below * below / n + below * below / (sorted.Length - n));
        }

        return best / total;
    }

    private static double[] Mean(double[][] rows, IEnumerable<int> members)
    {
        int[] own = [.. members];
        return [.. Enumerable.Range(0, rows[0].Length).Select(c => own.Average(r => rows[r][c]))];
    }

    private static double Distance(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();

    private static double[] Describe(float[] samples)
    {
        IEnumerable<double[]> curves = [.. Bands.Select(band => Levels(samples, band)), Crossings(samples)];
        return [.. curves.SelectMany(Statistics)];
    }

    private static double[] Statistics(double[] curve)
    {
        double mean = curve.Average();
        return [mean, Math.Sqrt(curve.Average(v => (v - mean) * (v - mean)))];
    }

    private static double[] Levels(float[] samples, double hertz)
    {
        var filter = new StateVariableFilter(hertz, 1.4);
        return [.. samples.Chunk(FrameLength).Select(frame =>
        {
            double energy = 1e-7 * frame.Length;
            foreach (float sample in frame)
            {
                filter.Process(sample);
                energy += filter.Band * filter.Band;
            }

            return Math.Log(energy / frame.Length);
        })];
    }

    private static double[] Crossings(float[] samples) => [.. samples.Chunk(FrameLength).Select(
        frame => (double)frame.Zip(frame.Skip(1)).Count(pair => pair.First < 0 != pair.Second < 0) / frame.Length)];
}
