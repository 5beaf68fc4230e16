using System.Globalization;
using Sargam.Features;
using Sargam.Numerics;

namespace Sargam.Storage;

/// <summary>What the store keeps of one track besides its numbers.</summary>
/// <param name="Id">The track.</param>
/// <param name="Decoder">What decoded it.</param>
/// <param name="DurationSeconds">Length of the whole track.</param>
public sealed record StoredTrack(string Id, string Decoder, double DurationSeconds);

/// <summary>
/// Feature vectors on disk: <c>features/SCHEMA/0001.safetensors</c> and so on. A shard is written once and never changed;
/// a torn or foreign one is set aside and its tracks are computed again.
/// </summary>
public sealed class FeatureStore
{
    private const string ValuesName = "values";
    private readonly string _folder;
    private readonly FeatureSchema _schema;
    private readonly Dictionary<string, float[]> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, StoredTrack> _tracks = new(StringComparer.Ordinal);
    private int _lastShard;

    private FeatureStore(string folder, FeatureSchema schema)
    {
        _folder = folder;
        _schema = schema;
    }

    /// <summary>Shards that could not be used, with the reason; they keep their data under another name.</summary>
    public List<string> Damaged { get; } = [];

    /// <summary>Opens the store of a schema and loads its shards.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="schema">The layout of the vectors.</param>
    /// <param name="variant">Options that change the numbers, such as the excerpt; part of the folder's name.</param>
    public static FeatureStore Open(Workspace workspace, FeatureSchema schema, string variant)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        var store = new FeatureStore(Path.Combine(workspace.FeaturesFolder, $"{schema}.{variant}"), schema);
        if (!Directory.Exists(store._folder)) return store;
        foreach (string file in Directory.EnumerateFiles(store._folder, "*.safetensors").Order(StringComparer.Ordinal)) store.Load(file);
        return store;
    }

    /// <summary>Whether a track's vector is stored.</summary>
    public bool Contains(string trackId) => _rows.ContainsKey(trackId);

    /// <summary>What is known of a stored track; null when it is not stored.</summary>
    public StoredTrack? Find(string trackId) => _tracks.GetValueOrDefault(trackId);

    /// <summary>Writes vectors as one new shard.</summary>
    public void Append(IReadOnlyList<StoredTrack> tracks, Matrix values)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        if (tracks.Count == 0) return;
        var metadata = new Dictionary<string, string>
        {
            ["schema"] = _schema.ToString(),
            ["ids"] = string.Join('\n', tracks.Select(track => track.Id)),
            ["decoders"] = string.Join('\n', tracks.Select(track => track.Decoder.ReplaceLineEndings(" "))),
            ["durations"] = string.Join('\n', tracks.Select(track => CsvTable.Number(track.DurationSeconds))),
        };
        var tensors = new Dictionary<string, Tensor> { [ValuesName] = new([values.RowCount, values.ColumnCount], values.Values.ToArray()) };
        string file = Path.Combine(_folder, $"{++_lastShard:0000}.safetensors");
        AtomicFile.Write(file, new Safetensors(tensors, metadata).Write);
        for (int i = 0; i < tracks.Count; i++) Add(tracks[i], values.Row(i).ToArray());
    }

    /// <summary>The vectors of tracks, in the order given.</summary>
    /// <exception cref="StoreException">A track is not stored.</exception>
    public FeatureTable Table(IReadOnlyList<string> trackIds)
    {
        ArgumentNullException.ThrowIfNull(trackIds);
        var values = new Matrix(trackIds.Count, _schema.ColumnCount);
        for (int i = 0; i < trackIds.Count; i++)
        {
            if (!_rows.TryGetValue(trackIds[i], out float[]? row))
            {
                throw new StoreException($"track {trackIds[i]} has no {_schema.Name} features yet: run sargam features first");
            }

            row.CopyTo(values.Row(i));
        }

        return new FeatureTable(_schema, trackIds, values);
    }

    private void Load(string file)
    {
        if (int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            _lastShard = Math.Max(_lastShard, number);
        }

        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            Add(Safetensors.Read(stream));
        }
        catch (Exception error) when (error is InvalidDataException or IOException)
        {
            Damaged.Add($"{Path.GetFileName(file)} of {_schema} is damaged ({error.Message}); its tracks are computed again");
            File.Move(file, file + ".damaged", overwrite: true);
        }
    }

    private void Add(Safetensors shard)
    {
        string[] ids = Lines(shard, "ids");
        string[] decoders = Lines(shard, "decoders");
        string[] durations = Lines(shard, "durations");
        if (shard.Metadata.GetValueOrDefault("schema") != _schema.ToString()) throw new InvalidDataException("it belongs to another schema");
        if (!shard.Tensors.TryGetValue(ValuesName, out Tensor? values)
            || !values.Shape.SequenceEqual([ids.Length, _schema.ColumnCount]) || decoders.Length != ids.Length || durations.Length != ids.Length)
        {
            throw new InvalidDataException("its parts do not match");
        }

        for (int i = 0; i < ids.Length; i++)
        {
            if (!double.TryParse(durations[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double duration))
            {
                throw new InvalidDataException("a duration is not a number");
            }

            Add(new StoredTrack(ids[i], decoders[i], duration), values.Values.Slice(i * _schema.ColumnCount, _schema.ColumnCount).ToArray());
        }
    }

    private void Add(StoredTrack track, float[] row)
    {
        _rows[track.Id] = row;
        _tracks[track.Id] = track;
    }

    private static string[] Lines(Safetensors shard, string key) =>
        shard.Metadata.TryGetValue(key, out string? text) ? text.Split('\n') : throw new InvalidDataException($"it names no {key}");
}
