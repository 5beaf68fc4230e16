using System.Numerics.Tensors;
using Sargam.Features;
using Sargam.Features.Lyrics;
using Sargam.Learning.Preprocessing;
using Sargam.Numerics;
using Sargam.Pipeline;
using Sargam.Representation;
using Sargam.Scanning;
using Sargam.Storage;

namespace Sargam.Similarity;

/// <summary>
/// The space in which tracks are alike or not: principal components of the widest statistics there are, and of words where the
/// run uses them. Not the space that is clustered, of which a few dimensions stay in use: on 497 songs some song of the same
/// artist is among the ten nearest in 55 % of cases here, in 39 % in three dimensions. Euclidean, since the cosine finds no
/// more (54 %), and straight lines mean something.
/// </summary>
internal sealed class TrackSpace
{
    private const int FewestToFit = 3;

    /// <summary>Variance of the words beside the sound's, at most: who asks for what is similar wants to hear it.</summary>
    private const double MostWordsWeight = 0.5;

    private readonly Dictionary<string, int> _rows;

    private TrackSpace(IReadOnlyList<Track> tracks, Matrix values, string sentence)
    {
        (Tracks, Values, Sentence) = (tracks, values, sentence);
        _rows = tracks.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
    }

    /// <summary>The tracks of the rows, in listing order: of each recording the one that stands for it.</summary>
    public IReadOnlyList<Track> Tracks { get; }

    /// <summary>A row per track.</summary>
    public Matrix Values { get; }

    /// <summary>What the numbers are, in a sentence.</summary>
    public string Sentence { get; }

    /// <summary>The row of a track; -1 where it has none.</summary>
    public int RowOf(string id) => _rows.GetValueOrDefault(id, -1);

    /// <summary>Joins given parts.</summary>
    public static TrackSpace Of(IReadOnlyList<Track> tracks, Matrix values, string sentence) => new(tracks, values, sentence);

    /// <summary>Reads features, and words of the run.</summary>
    /// <param name="workspace">Where features are.</param>
    /// <param name="run">The run whose words are used; null for none.</param>
    /// <param name="recipe">Says which part of the tracks was measured.</param>
    /// <param name="collection">The tracks.</param>
    /// <param name="cancellationToken">Checked between steps of the decomposition.</param>
    /// <exception cref="StoreException">No track has features.</exception>
    public static TrackSpace Load(Workspace workspace, RunFolder? run, Recipe recipe, Collection collection, CancellationToken cancellationToken)
    {
        Dictionary<string, Track> byId = collection.DistinctTracks.Where(track => track.DuplicateOf.Length == 0)
            .ToDictionary(track => track.Id, StringComparer.Ordinal);
        FeatureTable table = FeatureFiles.Load(workspace, recipe, Widest(workspace, recipe, byId.Keys), byId.Keys);
        if (table.TrackIds.Count == 0) throw new StoreException($"no track of {workspace.Root} has features yet: run sargam features first, or sargam run for the whole flow");
        LyricsVectors? words = run is null ? null : WordsOf(run, table.TrackIds);
        StandardScalerModel scaler = FeatureScaling.Fit(FeatureScaling.ZScore, table.Values, cancellationToken);
        var source = new Source(table, scaler, words, Math.Min(recipe.Lyrics.Weight, MostWordsWeight));
        int count = table.TrackIds.Count;

        // Without any differences there are no directions to find.
        bool canReduce = count >= FewestToFit && VaryingColumns(table.Values) > 0;
        Matrix values = canReduce ? StandardComponents.OfMany(count, source.Rows, cancellationToken) : source.Rows([.. Enumerable.Range(0, count)]);
        return new TrackSpace([.. table.TrackIds.Select(id => byId[id])], values, Describe(table.Schema, values.ColumnCount, words is not null, canReduce));
    }

    /// <summary>Standardised rows, words in proportion beside them.</summary>
    private sealed class Source(FeatureTable table, StandardScalerModel scaler, LyricsVectors? words, double weight)
    {
        // Standardised columns have variance 1, those that do not vary 0.
        private readonly double _factor = words is null ? 0 : Math.Sqrt(weight * VaryingColumns(table.Values));

        public Matrix Rows(int[] rows)
        {
            Matrix standardised = scaler.Transform(table.Values.View.SelectRows(rows));
            if (words is null) return standardised;
            Matrix beside = words.Values.View.SelectRows(rows);
            TensorPrimitives.Multiply(beside.Values, (float)_factor, beside.Values);
            return TrackViews.Beside(standardised, beside);
        }
    }

    private static int VaryingColumns(Matrix values) => Enumerable.Range(0, values.ColumnCount)
        .Count(column => Enumerable.Range(1, Math.Max(0, values.RowCount - 1)).Any(row => values[row, column] != values[0, column]));

    /// <summary>Of the statistics that are stored the widest that knows as many tracks as any.</summary>
    private static FeatureSchema Widest(Workspace workspace, Recipe recipe, IReadOnlyCollection<string> ids)
    {
        if (recipe.Features.IsEmbeddings) return FeatureFiles.MainSchema(workspace, recipe);
        FeatureSchema main = FeatureFiles.AudioSchema(recipe);
        FeatureSchema[] candidates = [FeatureSchemas.TrackStats, .. main.IsSequence ? Array.Empty<FeatureSchema>() : [main], FeatureSchemas.MfccStats];
        return candidates.MaxBy(schema => FeatureFiles.CountOf(workspace, recipe, schema, ids))!; // the first of equals
    }

    /// <summary>The words of the run's tracks, in other rows; tracks that are not in the run have none.</summary>
    private static LyricsVectors? WordsOf(RunFolder run, IReadOnlyList<string> trackIds)
    {
        if (!File.Exists(run.File(LyricsVectors.FileName))) return null;
        IReadOnlyList<string> runIds = LatentSpaceFile.ReadTrackIds(run);
        if (LyricsVectors.Read(run, runIds) is not { } words) return null;
        Dictionary<string, int> runRows = runIds.Index().ToDictionary(entry => entry.Item, entry => entry.Index, StringComparer.Ordinal);
        var values = new Matrix(trackIds.Count, words.Values.ColumnCount);
        var present = new bool[trackIds.Count];
        for (int row = 0; row < trackIds.Count; row++)
        {
            if (!runRows.TryGetValue(trackIds[row], out int runRow)) continue;
            words.Values.Row(runRow).CopyTo(values.Row(row));
            present[row] = words.Present[runRow];
        }

        return new LyricsVectors(values, present);
    }

    private static string Describe(FeatureSchema schema, int components, bool hasWords, bool isReduced)
    {
        string of = schema.Name == EmbeddingFile.SchemaName ? $"the {schema.ColumnCount} numbers of the vectors given" : $"{schema.ColumnCount} statistics of the sound ({schema.Name})";
        string space = isReduced ? $"{Words.Count(components, "principal component")} (95 % of the variance) of {of}" : of;
        return $"Euclidean distance in {space}, standardised{(hasWords ? ", and of the words" : "")}.";
    }
}
