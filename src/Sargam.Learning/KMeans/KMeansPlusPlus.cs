using System.Runtime.Intrinsics;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Learning.KMeans;

/// <summary>
/// Starting centroids by greedy k-means++ (Arthur and Vassilvitskii, 2007): each next one is drawn with probability
/// proportional to the squared distance from those chosen, and of 2 + ln k draws the one that lowers the sum of these
/// distances most is taken, as scikit-learn does.
/// </summary>
internal sealed class KMeansPlusPlus
{
    private const int Points = DistanceLanes.Points;

    private readonly PackedObservations _data;
    private readonly int _clusterCount;
    private readonly int _trialCount;
    private readonly float[] _nearest;
    private readonly float[][] _candidates;
    private double[] _chunkSums = [];

    /// <summary>Prepares buffers, used again by every <see cref="Choose"/>.</summary>
    public KMeansPlusPlus(PackedObservations data, int clusterCount)
    {
        _data = data;
        _clusterCount = clusterCount;
        _trialCount = 2 + (int)Math.Log(clusterCount);
        _nearest = new float[data.Rows.RowCount];
        _candidates = new float[_trialCount][];
        for (int t = 0; t < _trialCount; t++) _candidates[t] = new float[_nearest.Length];
    }

    /// <summary>Chooses rows; a row repeats only when there are fewer distinct rows than clusters.</summary>
    public double[] Choose(Rng rng, CancellationToken cancellationToken)
    {
        int columns = _data.Rows.ColumnCount;
        var centroids = new double[_clusterCount * columns];
        Array.Fill(_nearest, float.PositiveInfinity);
        Span<int> drawn = stackalloc int[_trialCount];
        for (int c = 0; c < _clusterCount; c++)
        {
            Span<int> candidates = c == 0 ? drawn[..1] : drawn;
            foreach (ref int candidate in candidates) candidate = c == 0 ? rng.NextInt(_nearest.Length) : Draw(rng);
            int winner = TakeBest(candidates.ToArray(), cancellationToken);
            ReadOnlySpan<float> row = _data.Rows.Row(winner);
            for (int p = 0; p < columns; p++) centroids[c * columns + p] = row[p];
        }

        return centroids;
    }

    /// <summary>A row drawn with probability proportional to its squared distance from the chosen rows.</summary>
    private int Draw(Rng rng)
    {
        double total = 0;
        foreach (double sum in _chunkSums) total += sum;
        if (!(total > 0)) return rng.NextInt(_nearest.Length);
        double target = rng.NextDouble() * total;
        int chunk = 0;
        while (chunk < _chunkSums.Length - 1 && target >= _chunkSums[chunk]) target -= _chunkSums[chunk++];
        int last = -1;
        for (int i = chunk * _data.ChunkSize; i < _nearest.Length; i++)
        {
            if (!(_nearest[i] > 0)) continue;
            last = i;
            if (target < _nearest[i]) return i;
            target -= _nearest[i];
        }

        // Rounding can carry the target past the end, and the last chunk may hold chosen rows only.
        return last >= 0 ? last : Array.FindLastIndex(_nearest, distance => distance > 0);
    }

    /// <summary>Keeps the candidate that leaves the least sum, the first of equals.</summary>
    private int TakeBest(int[] candidates, CancellationToken cancellationToken)
    {
        double[][] sums = FixedChunks.Map(
            _nearest.Length, _data.ChunkSize, (start, end) => Try(candidates, start, end), cancellationToken);
        int best = 0;
        double least = double.PositiveInfinity;
        for (int t = 0; t < candidates.Length; t++)
        {
            double total = 0;
            foreach (double[] chunk in sums) total += chunk[t];
            if (total < least) (best, least) = (t, total);
        }

        _candidates[best].CopyTo(_nearest, 0);
        _chunkSums = Array.ConvertAll(sums, chunk => chunk[best]);
        return candidates[best];
    }

    /// <summary>What the distances of a chunk's rows would become with each candidate, and their sums.</summary>
    private double[] Try(int[] candidates, int start, int end)
    {
        int columns = _data.Rows.ColumnCount;
        ReadOnlySpan<float> packed = _data.Chunk(start);
        var panel = new float[columns * DistanceLanes.Centres];
        Span<float> squared = stackalloc float[DistanceLanes.Centres * Points];
        var sums = new double[candidates.Length];
        for (int first = 0; first < candidates.Length; first += DistanceLanes.Centres)
        {
            int count = Math.Min(DistanceLanes.Centres, candidates.Length - first);
            FillPanel(candidates.AsSpan(first, count), panel);
            for (int i = start; i < end; i += Points)
            {
                DistanceLanes.SquaredDistances(packed.Slice((i - start) * columns, Points * columns), panel, squared);
                int points = Math.Min(Points, end - i);
                for (int t = 0; t < count; t++)
                {
                    sums[first + t] += KeepNearer(squared.Slice(t * Points, points), _nearest.AsSpan(i, points), _candidates[first + t].AsSpan(i, points));
                }
            }
        }

        return sums;
    }

    private static double KeepNearer(ReadOnlySpan<float> distances, ReadOnlySpan<float> nearest, Span<float> destination)
    {
        Vector256<double> sums = default;
        int i = 0;
        for (; i <= distances.Length - 8; i += 8)
        {
            Vector256<float> nearer = Vector256.Min(Vector256.Create(distances[i..]), Vector256.Create(nearest[i..]));
            nearer.CopyTo(destination[i..]);
            (Vector256<double> low, Vector256<double> high) = Vector256.Widen(nearer);
            sums += low + high;
        }

        double sum = sums[0] + sums[1] + (sums[2] + sums[3]);
        for (; i < distances.Length; i++)
        {
            destination[i] = Math.Min(distances[i], nearest[i]);
            sum += destination[i];
        }

        return sum;
    }

    private void FillPanel(ReadOnlySpan<int> rows, Span<float> panel)
    {
        panel.Clear();
        for (int c = 0; c < rows.Length; c++)
        {
            ReadOnlySpan<float> row = _data.Rows.Row(rows[c]);
            for (int p = 0; p < row.Length; p++) panel[p * DistanceLanes.Centres + c] = _data.Frame.ToFrame(row[p], p);
        }
    }
}
