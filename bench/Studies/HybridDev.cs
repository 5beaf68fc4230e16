using System.Numerics.Tensors;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Preprocessing;
using Sargam.Learning.Text;
using Sargam.Learning.Vae.Data;
using Sargam.Numerics;
using Sargam.Storage;

namespace Sargam.Studies;

/// <summary>The 497 songs of hybrid-dev, prepared as the studies want them.</summary>
internal sealed class HybridDev
{
    public const string StatisticsFile = "track_stats.npy";
    public const int BlockRows = 39;
    public const int BlockFrames = 130;

    private const double LargestScore = 5;
    private const int TextSize = 64;

    private HybridDev(string folder)
    {
        RawStatistics = Read(folder, StatisticsFile).ToMatrix();
        Statistics = Clip(new StandardScaler().Fit(RawStatistics).Transform(RawStatistics));
        Components = OneScale(new Pca(new PcaOptions { ExplainedVariance = 0.95 }).Fit(Statistics).Transform(Statistics));
        Blocks = StandardiseRows(Read(folder, "blocks_39x130.npy"));
        Words = Terms(folder, "lyrics_tfidf", RawStatistics.RowCount);
        Characters = Terms(folder, "lyrics_char_tfidf", RawStatistics.RowCount);
        Matrix words = Words.ToMatrix();
        Text = OneScale(new Pca(new PcaOptions { ComponentCount = TextSize }).Fit(words).Transform(words));
        CsvTable tracks = CsvTable.Read(Path.Combine(folder, "tracks.csv"));
        int[] genres = Numbers(tracks, "genre");
        Genres = new VaeCondition(genres, genres.Max() + 1);
        Artists = Numbers(tracks, "artist");
        Languages = [.. Enumerable.Range(0, tracks.Rows.Count).Select(row => tracks.Cell(row, "language"))];
    }

    /// <summary>200 statistics as they are: their scales differ by orders of magnitude.</summary>
    public Matrix RawStatistics { get; }

    /// <summary>The statistics as z-scores, at most 5.</summary>
    public Matrix Statistics { get; }

    /// <summary>Their principal components, 95 % of the variance, divided by one number so that the mean variance is 1.</summary>
    public Matrix Components { get; }

    /// <summary>The first crop of each song, 39 rows x 130 frames, every row z-scored over all songs and frames.</summary>
    public Matrix Blocks { get; }

    /// <summary>64 principal components of the words' tf-idf, divided by one number so that the mean variance is 1.</summary>
    public Matrix Text { get; }

    /// <summary>TF-IDF of words.</summary>
    public SparseMatrix Words { get; }

    /// <summary>TF-IDF of runs of characters.</summary>
    public SparseMatrix Characters { get; }

    public VaeCondition Genres { get; }

    /// <summary><c>en</c> or <c>de</c>.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Songs of an artist have equal numbers.</summary>
    public int[] Artists { get; }

    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, StatisticsFile));

    public static HybridDev Read(string folder) => new(folder);

    private static NpyArray Read(string folder, string name)
    {
        using FileStream stream = File.OpenRead(Path.Combine(folder, name));
        return Npy.Read(stream);
    }

    private static Matrix Clip(Matrix scores)
    {
        TensorPrimitives.Clamp(scores.Values, -(float)LargestScore, (float)LargestScore, scores.Values);
        return scores;
    }

    private static Matrix OneScale(Matrix centred)
    {
        double variance = TensorPrimitives.SumOfSquares<float>(centred.Values) / centred.Values.Length;
        TensorPrimitives.Multiply(centred.Values, (float)(1 / Math.Sqrt(variance)), centred.Values);
        return centred;
    }

    private static Matrix StandardiseRows(NpyArray blocks)
    {
        (int songs, int crops) = (blocks.Shape[0], blocks.Shape[1]);
        const int Size = BlockRows * BlockFrames;
        var first = new Matrix(songs, Size);
        for (int song = 0; song < songs; song++)
        {
            ReadOnlySpan<double> crop = blocks.Values.Slice(song * crops * Size, Size);
            for (int i = 0; i < Size; i++) first[song, i] = (float)crop[i];
        }

        for (int row = 0; row < BlockRows; row++)
        {
            (double sum, double squares) = (0, 0);
            for (int song = 0; song < songs; song++)
            {
                foreach (float value in first.Row(song).Slice(row * BlockFrames, BlockFrames)) (sum, squares) = (sum + value, squares + (double)value * value);
            }

            double count = (double)songs * BlockFrames;
            double mean = sum / count;
            double deviation = Math.Sqrt(squares / count - mean * mean);
            for (int song = 0; song < songs; song++)
            {
                foreach (ref float value in first.Row(song).Slice(row * BlockFrames, BlockFrames)) value = (float)((value - mean) / deviation);
            }
        }

        return first;
    }

    private static SparseMatrix Terms(string folder, string name, int songs)
    {
        NpyArray rows = Read(folder, $"{name}_row.npy");
        NpyArray columns = Read(folder, $"{name}_col.npy");
        NpyArray values = Read(folder, $"{name}_value.npy");
        int[] order = [.. Enumerable.Range(0, rows.Values.Length).OrderBy(i => rows.Values[i]).ThenBy(i => columns.Values[i])];
        var starts = new int[songs + 1];
        foreach (double row in rows.Values) starts[(int)row + 1]++;
        for (int row = 0; row < songs; row++) starts[row + 1] += starts[row];
        return new SparseMatrix(
            songs, 1 + (int)TensorPrimitives.Max(columns.Values), starts, [.. order.Select(i => (int)columns.Values[i])], [.. order.Select(i => values.Values[i])]);
    }

    private static int[] Numbers(CsvTable tracks, string column)
    {
        string[] cells = [.. Enumerable.Range(0, tracks.Rows.Count).Select(row => tracks.Cell(row, column))];
        string[] names = [.. cells.Distinct().Order(StringComparer.Ordinal)];
        return [.. cells.Select(cell => Array.IndexOf(names, cell))];
    }
}
