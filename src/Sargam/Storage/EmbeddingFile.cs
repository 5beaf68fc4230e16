using System.Text.Json;
using Sargam.Features;
using Sargam.Numerics;
using Sargam.Scanning;

namespace Sargam.Storage;

/// <summary>Vectors from elsewhere in a workspace: <c>features/embeddings.safetensors</c>, a row per different track.</summary>
internal static class EmbeddingFile
{
    /// <summary>The name of the schema, and of the setting.</summary>
    public const string SchemaName = "embeddings";

    private const string Values = "values";
    private const string Ids = "ids";
    private const string Columns = "columns";

    /// <summary>Whether the workspace holds vectors instead of audio.</summary>
    public static bool Exists(Workspace workspace) => File.Exists(PathIn(workspace));

    /// <summary>Keeps the vectors of the collection's different tracks.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="collection">Its tracks are the rows of the values, in their order.</param>
    /// <param name="values">One row per track, equal tracks included.</param>
    /// <param name="columns">What the columns are called.</param>
    public static void Write(Workspace workspace, Collection collection, MatrixView values, IReadOnlyList<string> columns)
    {
        int[] rows = [.. Enumerable.Range(0, collection.Tracks.Count).DistinctBy(row => collection.Tracks[row].Id, StringComparer.Ordinal)];
        Matrix kept = values.SelectRows(rows);
        var tensors = new Dictionary<string, Tensor> { [Values] = new Tensor([kept.RowCount, kept.ColumnCount], kept.Values.ToArray()) };
        var metadata = new Dictionary<string, string>
        {
            [Ids] = string.Join('\n', rows.Select(row => collection.Tracks[row].Id)),
            [Columns] = JsonSerializer.Serialize(columns),
        };
        Directory.CreateDirectory(workspace.FeaturesFolder);
        AtomicFile.Write(PathIn(workspace), new Safetensors(tensors, metadata).Write);
    }

    /// <summary>The vectors of those tracks that have one, in the order given.</summary>
    /// <exception cref="StoreException">The file cannot be read.</exception>
    public static FeatureTable Read(Workspace workspace, IEnumerable<string> trackIds)
    {
        Safetensors file = Open(workspace, Safetensors.Read);
        FeatureSchema schema = SchemaOf(workspace, file.Metadata);
        string[] known = file.Metadata.GetValueOrDefault(Ids, "").Split('\n');
        if (!file.Tensors.TryGetValue(Values, out Tensor? tensor)) throw Damaged(workspace, "the vectors are missing");
        if (tensor.Shape is not [int rowCount, int columnCount] || rowCount != known.Length || columnCount != schema.ColumnCount) throw Damaged(workspace, "rows and ids do not match");
        Dictionary<string, int> rows = known.Select((id, row) => (id, row)).ToDictionary(entry => entry.id, entry => entry.row, StringComparer.Ordinal);
        string[] wanted = [.. trackIds.Where(rows.ContainsKey)];
        MatrixView all = Matrix.Wrap(tensor.Values.ToArray(), rowCount, columnCount);
        return new FeatureTable(schema, wanted, all.SelectRows([.. wanted.Select(id => rows[id])]));
    }

    /// <summary>What the numbers are; the numbers themselves are not read.</summary>
    public static FeatureSchema Schema(Workspace workspace) => SchemaOf(workspace, Open(workspace, SafetensorsHeader.Read).Metadata);

    private static FeatureSchema SchemaOf(Workspace workspace, IReadOnlyDictionary<string, string> metadata)
    {
        try
        {
            string[] columns = JsonSerializer.Deserialize<string[]>(metadata.GetValueOrDefault(Columns, "")) ?? [];
            return new FeatureSchema(SchemaName, 1, [.. columns.Select(column => new FeatureColumn(column, "", "made elsewhere"))]);
        }
        catch (JsonException error)
        {
            throw Damaged(workspace, error.Message);
        }
    }

    private static T Open<T>(Workspace workspace, Func<Stream, T> read)
    {
        try
        {
            using FileStream stream = File.OpenRead(PathIn(workspace));
            return read(stream);
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw Damaged(workspace, error.Message);
        }
    }

    private static StoreException Damaged(Workspace workspace, string reason) => new($"cannot read {PathIn(workspace)}: {reason}. Run sargam scan --embeddings again.");

    private static string PathIn(Workspace workspace) => Path.Combine(workspace.FeaturesFolder, "embeddings.safetensors");
}
