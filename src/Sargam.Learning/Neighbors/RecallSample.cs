using Sargam.Numerics;

namespace Sargam.Learning.Neighbors;

/// <summary>Random rows with their true neighbours: on some it is decided how much to search, on others what that finds.</summary>
internal sealed class RecallSample
{
    /// <summary>Rows at most, for deciding and for measuring.</summary>
    public const int Size = 512;

    private readonly ReferenceRows _reference;
    private readonly int _wanted;
    private readonly int[] _places;
    private readonly NeighborTable _truth;

    private RecallSample(ReferenceRows reference, int wanted, int[] places, CancellationToken cancellationToken)
    {
        _reference = reference;
        _wanted = wanted;
        _places = places;
        _truth = NeighborTable.OfSome(reference, null, wanted, places, cancellationToken);
    }

    public int Count => _places.Length;

    /// <summary>Draws rows for deciding and others for measuring; the same where there are too few for both.</summary>
    public static (RecallSample Deciding, RecallSample Measuring) Draw(
        ReferenceRows reference, int wanted, ulong seed, CancellationToken cancellationToken)
    {
        int[] places = new Rng(seed).Split(1).Permutation(reference.Count);
        int size = Math.Min(Size, places.Length);
        int second = Math.Min(size, places.Length - size);
        return (new RecallSample(reference, wanted, places[..size], cancellationToken),
            new RecallSample(reference, wanted, places[second..(second + size)], cancellationToken));
    }

    /// <summary>The least number of cells to visit so that a share of the true neighbours is met.</summary>
    public int ProbesFor(CellPartition cells, double share)
    {
        int[] needed = cells.VisitsNeeded(_reference.Framed.SelectRows(_places).Values, Count, _truth.Indices);
        Array.Sort(needed);
        int index = (int)Math.Ceiling(share * needed.Length) - 1;
        return needed[Math.Clamp(index, 0, needed.Length - 1)];
    }

    /// <summary>The share of true neighbours among those that were found for all rows.</summary>
    public double RecallOf(NeighborTable found)
    {
        long hits = 0;
        for (int i = 0; i < _places.Length; i++)
        {
            double farthest = _truth.Distances[(i + 1) * _wanted - 1];
            int row = _reference.IdAt(_places[i]);
            foreach (double distance in found.Distances.AsSpan(row * _wanted, _wanted)) hits += distance <= farthest ? 1 : 0;
        }

        return (double)hits / _truth.Indices.Length;
    }
}
