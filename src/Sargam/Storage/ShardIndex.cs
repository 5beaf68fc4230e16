using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Sargam.Storage;

/// <summary>Which row of which shard belongs to a track. Ids and places only: the numbers stay on the disk.</summary>
internal sealed class ShardIndex
{
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<FeatureShard, int> _liveRows = [];

    /// <summary>
    /// Indexes shards. A track may be in several, after a crash between writing a merged shard and deleting its parts; the rows
    /// are equal, and the longest shard is the merged one.
    /// </summary>
    public ShardIndex(IEnumerable<FeatureShard> shards)
    {
        foreach (FeatureShard shard in shards.OrderByDescending(shard => shard.Tracks.Count).ThenBy(shard => shard.Path, StringComparer.Ordinal)) Add(shard);
    }

    /// <summary>A row of a shard.</summary>
    public readonly record struct Place(FeatureShard Shard, int Row)
    {
        public StoredTrack Track => Shard.Tracks[Row];
    }

    public int Count => _places.Count;

    public IEnumerable<string> TrackIds => _places.Keys;

    public IEnumerable<FeatureShard> Shards => _liveRows.Keys;

    public bool Contains(string trackId) => _places.ContainsKey(trackId);

    public bool TryFind(string trackId, out Place place) => _places.TryGetValue(trackId, out place);

    /// <summary>How many of a shard's rows are not damaged and not in another shard already.</summary>
    public int LiveRows(FeatureShard shard) => _liveRows[shard];

    public void Add(FeatureShard shard)
    {
        int live = 0;
        for (int row = 0; row < shard.Tracks.Count; row++)
        {
            if (!shard.DamagedRows.Contains(row) && _places.TryAdd(shard.Tracks[row].Id, new Place(shard, row))) live++;
        }

        _liveRows[shard] = live;
    }

    /// <summary>Tracks whose row is in one of these shards, in the order of their ids.</summary>
    public Place[] PlacesIn(IReadOnlySet<FeatureShard> shards) =>
        [.. _places.Where(entry => shards.Contains(entry.Value.Shard)).OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value)];

    /// <summary>Reads rows, shard by shard.</summary>
    /// <param name="places">What to read, in any order.</param>
    /// <param name="receive">Gets each row with its index in <paramref name="places"/>, not in their order.</param>
    /// <exception cref="StoreException">A row does not match its checksum.</exception>
    public static void Read(IReadOnlyList<Place> places, Receiver receive)
    {
        foreach (IGrouping<FeatureShard, (int Row, int Request)> group in places
            .Select((place, request) => (place.Shard, place.Row, request)).GroupBy(item => item.Shard, item => (item.Row, item.request)))
        {
            var rows = new List<(int Row, int Request)>(group);
            rows.Sort();
            FeatureShard shard = group.Key;
            try
            {
                shard.Read(CollectionsMarshal.AsSpan(rows), (request, bytes, intact) =>
                {
                    if (!intact) throw new InvalidDataException($"the row of track {places[request].Track.Id} does not match its checksum");
                    receive(request, bytes);
                });
            }
            catch (InvalidDataException error)
            {
                ThrowDamaged(shard, error);
            }
        }
    }

    /// <summary>Receives a row and its place in the request.</summary>
    public delegate void Receiver(int request, ReadOnlySpan<byte> bytes);

    [DoesNotReturn]
    private static void ThrowDamaged(FeatureShard shard, InvalidDataException error) => throw new StoreException(
        $"{shard.Path} is damaged: {error.Message}. Run sargam features, which sets it aside and computes what is lost.", error);
}
