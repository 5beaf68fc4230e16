using Sargam.Learning.Significance;
using Sargam.Numerics;
using Sargam.Numerics.Parallelism;

namespace Sargam.Explanations;

/// <summary>How much oftener tracks of a cluster have an item than others.</summary>
/// <param name="Population">Where the item is.</param>
/// <param name="Item">Its number there.</param>
/// <param name="Cluster">Which cluster.</param>
/// <param name="Having">Tracks of the cluster that have it.</param>
/// <param name="Known">Tracks of the cluster in the population.</param>
/// <param name="HavingElsewhere">Other tracks that have it.</param>
/// <param name="KnownElsewhere">Other tracks in the population.</param>
/// <param name="LogOdds">Logarithm of the odds ratio, with the prior.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="P">Share of random dealings with an item as distinctive of any cluster in any population.</param>
internal sealed record ItemDifference(
    ItemPopulation Population, int Item, int Cluster, int Having, int Known, int HavingElsewhere, int KnownElsewhere, double LogOdds, double Error, double P);

/// <summary>
/// Finds items that set clusters apart: by the logarithm of the odds ratio with an informative prior over its standard error
/// (Monroe, Colaresi and Quinn, 2008), which neither rare nor everyday items win. Tracks are counted, not mentions: a refrain
/// says a word fifty times in one song. Chance is clusters dealt at random to whole blocks within a population; of each dealing
/// the largest statistic over everything counts.
/// </summary>
internal sealed class PresenceContrast
{
    /// <summary>Average tracks that are added on both sides: a cluster of three proves little.</summary>
    private const double PriorTrackCount = 10;

    private const double RoundingTolerance = 1e-9;
    private const int PerChunk = 16;

    private readonly IReadOnlyList<ItemPopulation> _populations;
    private readonly int _clusterCount;
    private readonly int[][] _clusters;
    private readonly int[][] _totals;

    /// <summary>Counts.</summary>
    /// <param name="populations">Where to look.</param>
    /// <param name="clusters">The cluster of each track; below 0 in none.</param>
    public PresenceContrast(IReadOnlyList<ItemPopulation> populations, int[] clusters)
    {
        _populations = populations;
        _clusterCount = clusters.DefaultIfEmpty(-1).Max() + 1;
        _clusters = [.. populations.Select(population => Array.ConvertAll(population.Rows, row => clusters[row]))];
        _totals = [.. populations.Select(population =>
        {
            var totals = new int[population.ItemNames.Count];
            foreach (int item in population.Items.SelectMany(items => items)) totals[item]++;
            return totals;
        })];
    }

    /// <summary>Every item that is oftener in a cluster than elsewhere, the most distinctive first.</summary>
    public IReadOnlyList<ItemDifference> Run(ulong seed, int permutationCount, CancellationToken cancellationToken)
    {
        if (_clusterCount == 0 || _populations.Count == 0) return [];
        double[] maxima = Maxima(seed, permutationCount, cancellationToken);
        Array.Sort(maxima);
        var found = new List<(double Z, ItemDifference Difference)>();
        for (int p = 0; p < _populations.Count; p++)
        {
            int place = p;
            Visit(p, _clusters[p], (cluster, item, having, known) =>
            {
                (double logOdds, double variance) = Score(place, item, having, known);
                double error = Math.Sqrt(variance);
                int below = LowerBound(maxima, logOdds / error - RoundingTolerance);
                found.Add((logOdds / error, new ItemDifference(
                    _populations[place], item, cluster, having, known, _totals[place][item] - having, _clusters[place].Length - known,
                    logOdds, error, (permutationCount - below + 1.0) / (permutationCount + 1.0))));
            });
        }

        return [.. found.OrderByDescending(entry => entry.Z).Select(entry => entry.Difference)];
    }

    private double[] Maxima(ulong seed, int permutationCount, CancellationToken cancellationToken)
    {
        BlockPermutation[] permutations = [.. _populations.Select((population, p) => new BlockPermutation(_clusters[p], population.Blocks))];
        var rng = new Rng(seed);
        var maxima = new double[permutationCount];
        FixedChunks.ForEach(permutationCount, PerChunk, (start, end) =>
        {
            for (int p = 0; p < permutations.Length; p++)
            {
                Rng own = rng.Split((ulong)p);
                var dealt = new int[_clusters[p].Length];
                for (int b = start; b < end; b++)
                {
                    permutations[p].Deal(own.Split((ulong)b), dealt);
                    double largest = maxima[b];
                    int place = p;
                    Visit(p, dealt, (_, item, having, known) =>
                    {
                        (double logOdds, double variance) = Score(place, item, having, known);
                        largest = Math.Max(largest, logOdds / Math.Sqrt(variance));
                    });
                    maxima[b] = largest;
                }
            }
        }, cancellationToken);
        return maxima;
    }

    /// <summary>Passes on every cluster and item that is oftener there than elsewhere, where both sides have tracks.</summary>
    private void Visit(int place, int[] clusters, Action<int, int, int, int> visit)
    {
        ItemPopulation population = _populations[place];
        int[] totals = _totals[place];
        var counts = new int[_clusterCount * totals.Length];
        var known = new int[_clusterCount];
        for (int i = 0; i < clusters.Length; i++)
        {
            if (clusters[i] < 0) continue;
            known[clusters[i]]++;
            int start = clusters[i] * totals.Length;
            foreach (int item in population.Items[i]) counts[start + item]++;
        }

        for (int cluster = 0; cluster < known.Length; cluster++)
        {
            if (known[cluster] == 0 || known[cluster] == clusters.Length) continue;
            for (int item = 0; item < totals.Length; item++)
            {
                int having = counts[cluster * totals.Length + item];
                if ((long)having * clusters.Length > (long)totals[item] * known[cluster]) visit(cluster, item, having, known[cluster]);
            }
        }
    }

    private (double LogOdds, double Variance) Score(int place, int item, int having, int known)
    {
        int all = _clusters[place].Length;
        double prior = PriorTrackCount * _totals[place][item] / all;
        double without = PriorTrackCount - prior;
        double a = having + prior, b = known - having + without;
        double c = _totals[place][item] - having + prior, d = all - known - (_totals[place][item] - having) + without;
        return (Math.Log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d);
    }

    private static int LowerBound(double[] sorted, double value)
    {
        int place = Array.BinarySearch(sorted, value);
        if (place < 0) return ~place;
        while (place > 0 && sorted[place - 1] >= value) place--;
        return place;
    }
}
