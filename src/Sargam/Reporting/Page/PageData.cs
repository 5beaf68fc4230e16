using System.Text.Json;
using Sargam.Playlists;
using Sargam.Reporting.Figures;
using Sargam.Reporting.Markup;

namespace Sargam.Reporting.Page;

/// <summary>
/// Writes the tracks for the page's script: a description as JSON, and columns of numbers and texts. Rows keep their order, in
/// which tracks of an artist or album follow each other and pack well; the script shuffles what it draws.
/// </summary>
internal static class PageData
{
    /// <summary>The elements that the script looks for.</summary>
    public const string MetaId = "sargam-meta", DataId = "sargam-data";

    private const string Dash = " – ";

    /// <summary>Writes both script elements. Neither is run by a browser: their types are no script's.</summary>
    /// <param name="model">The tracks and what is known of them.</param>
    /// <param name="writer">Where to write.</param>
    /// <param name="servedRun">The run's name when a server stands behind the page; null for a report on disk.</param>
    public static void Write(ReportModel model, TextWriter writer, string? servedRun = null)
    {
        using var columns = new PageColumns();
        PageMeta described = Describe(model, columns);
        if (servedRun is not null)
        {
            columns.AddIds("id", model.Tracks.Select(track => track.Id));
            described = described with { Served = true, Run = servedRun };
        }

        string meta = JsonSerializer.Serialize(described, PageColumns.Json);
        writer.Write($"<script type=\"application/json\" id=\"{MetaId}\">{meta}</script>\n");
        writer.Write($"<script type=\"application/octet-stream\" id=\"{DataId}\">{columns.ToBase64()}</script>\n");
    }

    /// <summary>Fills the columns and says what they hold.</summary>
    public static PageMeta Describe(ReportModel model, PageColumns columns)
    {
        IReadOnlyList<MapTrack> tracks = model.Tracks;
        AddMap(columns, 0, tracks, track => (track.X, track.Y));
        for (int map = 0; map < model.FurtherMaps.Count; map++)
        {
            AddMap(columns, map + 1, model.FurtherMaps[map].Positions, position => (position.X, position.Y));
        }

        string[] titles = [.. tracks.Select(track => CleanText.Shorten(track.Title, 300))];
        columns.AddSuccessiveTexts("title", titles);
        if (model.MusicRoot is not null)
        {
            columns.AddSuccessiveTexts("path", [.. tracks.Select((track, i) => Playlist.CanName(track.Path) ? PathWithMarks(track.Path, titles[i]) : "")]);
            columns.AddNumbers("seconds", tracks.Select(track => Seconds(track.Seconds)), 2);
        }

        PageColouring[] colourings = [.. Colourings(model, tracks, columns)];
        return new PageMeta
        {
            Title = CleanText.Shorten(model.Title, 120),
            N = tracks.Count,
            Columns = columns.Columns,
            Maps = [new PageMap(MapName(model.MapCaption), CleanText.Shorten(model.MapCaption, 300)),
                .. model.FurtherMaps.Select(map => new PageMap(CleanText.Shorten(map.Name, 40), CleanText.Shorten(map.Caption, 300)))],
            ColourBy = colourings,
            Root = model.MusicRoot,
        };
    }

    private static IEnumerable<PageColouring> Colourings(ReportModel model, IReadOnlyList<MapTrack> tracks, PageColumns columns)
    {
        yield return Clusters(tracks, columns);
        for (int i = 0; i < model.LabelNames.Count; i++) yield return Label(model.LabelNames[i], i, tracks, columns);
        if (Share("confidence", "Confidence", tracks, track => track.Confidence, columns) is { } confidence) yield return confidence;
        if (Share("distortion", "Distortion", tracks, track => track.Distortion, columns) is { } distortion) yield return distortion;
    }

    private static PageColouring Clusters(IReadOnlyList<MapTrack> tracks, PageColumns columns)
    {
        // By number and not by place: a cluster's colour is its number's, in every figure.
        int count = tracks.Count == 0 ? 0 : Math.Max(0, tracks.Max(track => track.Cluster) + 1);
        columns.AddCodes("cluster", tracks.Select(track => Math.Max(-1, track.Cluster)), count);
        columns.AddTexts("cluster-names", Enumerable.Range(0, count).Select(ClusterNames.Of));
        return new PageColouring("cluster", "Cluster", "category", ClusterNames.Of(-1)) { Names = "cluster-names", EveryValue = true };
    }

    private static PageColouring Label(string name, int labelSet, IReadOnlyList<MapTrack> tracks, PageColumns columns)
    {
        string[] values = [.. tracks.Select(track => labelSet < track.Labels.Count ? CleanText.Shorten(track.Labels[labelSet], 80) : "")];
        string[] names = [.. values.Where(value => value.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        var codes = names.Select((value, code) => (value, code)).ToDictionary(entry => entry.value, entry => entry.code, StringComparer.Ordinal);
        string column = $"label{labelSet}";
        columns.AddCodes(column, values.Select(value => value.Length > 0 ? codes[value] : -1), names.Length);
        columns.AddTexts(column + "-names", names);
        return new PageColouring(column, CleanText.Shorten(name, 60), "category", "unknown") { Names = column + "-names" };
    }

    /// <summary>Null where no track has a value.</summary>
    private static PageColouring? Share(string column, string label, IReadOnlyList<MapTrack> tracks, Func<MapTrack, double?> value, PageColumns columns)
    {
        double[] known = [.. tracks.Select(value).OfType<double>().Where(double.IsFinite)];
        if (known.Length == 0) return null;
        double to = Math.Max(0.01, Math.Ceiling(known.Max() * 100) / 100);
        columns.AddNumbers(column, tracks.Select(track => Quantizer.Share(value(track), to)), 1);
        return new PageColouring(column, label, "share", "unknown") { To = to };
    }

    private static void AddMap<T>(PageColumns columns, int map, IReadOnlyList<T> rows, Func<T, (double X, double Y)> position)
    {
        (uint[] x, uint[] y) = Quantizer.Quantize([.. rows.Select(row => position(row).X)], [.. rows.Select(row => position(row).Y)]);
        columns.AddNumbers($"x{map}", x, 2);
        columns.AddNumbers($"y{map}", y, 2);
    }

    /// <summary>
    /// A path mostly repeats its title: U+0001 stands for what is before the title's first dash, U+0002 for what is after it (or all of
    /// it). No path that is written holds control characters, so they mean nothing else.
    /// </summary>
    private static string PathWithMarks(string path, string title)
    {
        int dash = title.IndexOf(Dash, StringComparison.Ordinal);
        (string before, string after) = dash < 0 ? ("", title) : (title[..dash], title[(dash + Dash.Length)..]);
        if (after.Length > 1) path = path.Replace(after, "\u0002", StringComparison.Ordinal);
        return before.Length > 1 ? path.Replace(before, "\u0001", StringComparison.Ordinal) : path;
    }

    /// <summary>Whole seconds of up to 18 hours; the largest number where not known.</summary>
    private static uint Seconds(double? seconds) =>
        seconds is >= 0 and < ushort.MaxValue ? (uint)Math.Round(Math.Min(seconds.Value, ushort.MaxValue - 1)) : ushort.MaxValue;

    /// <summary>"t-SNE, perplexity 19" is the map "t-SNE".</summary>
    private static string MapName(string caption)
    {
        string line = CleanText.Shorten(caption, 40);
        int end = line.AsSpan().IndexOfAny(" ,:(");
        return end > 0 ? line[..end] : line;
    }
}
