using Sargam.Evaluation;
using Sargam.Reporting.Figures;
using Sargam.Storage;

namespace Sargam.Reporting;

/// <summary>Results once more, under the names and in the form that published pipelines give them: the recipe's <c>report.files</c>.</summary>
internal static class PublishedFiles
{
    private static readonly Dictionary<string, Action<Source, string>> Writers = new(StringComparer.Ordinal)
    {
        ["results/baseline_metrics.csv"] = (source, path) => WriteMetrics(source, path, method => !IsLearned(method)),
        ["results/vae_metrics.csv"] = (source, path) => WriteMetrics(source, path, IsLearned),
        ["results/final_comparison.csv"] = (source, path) => WriteMetrics(source, path, _ => true),
        ["clustering_metrics.csv"] = (source, path) => WriteMetrics(source, path, _ => true),
        ["latent_visualization"] = (source, path) => WriteMaps(source, path),
        ["z_audio_cnn.npy"] = (source, path) => File.Copy(source.Run.File("latents.npy"), path, overwrite: true),
        ["latents.npy"] = (_, _) => { },
        ["labels.npy"] = (source, path) => AtomicFile.Write(path, stream => Npy.Write(stream, [.. source.Model.Tracks.Select(track => track.Cluster)])),
        ["training_curves"] = (source, path) => WriteFigure(source, path, "training"),
        ["reconstruction_examples"] = (source, path) => WriteFigure(source, path, ReconstructionFigure.Name),
        ["cluster_selection"] = (source, path) => WriteFigure(source, path, "cluster-count"),
        ["confusion_matrix"] = (source, path) => WriteFigure(source, path, "confusion-1"),
        ["distributions"] = (source, path) => WriteFigure(source, path, "composition-1"),
        ["tsne_visualization"] = (source, path) => WriteMap(source, $"{path}.svg", "tsne"),
        ["umap_visualization"] = (source, path) => WriteMap(source, $"{path}.svg", "umap"),
    };

    /// <summary>All names that a recipe may ask for.</summary>
    public static IEnumerable<string> Names => Writers.Keys;

    /// <summary>What files are made from.</summary>
    /// <param name="Run">Where to.</param>
    /// <param name="Model">What the report shows.</param>
    /// <param name="Figures">Its figures.</param>
    /// <param name="Maps">The kinds of its maps, the main one first.</param>
    public sealed record Source(RunFolder Run, ReportModel Model, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Maps);

    /// <summary>Writes what the recipe asks for; names that say nothing here, such as a confusion matrix without labels, are returned.</summary>
    public static IReadOnlyList<string> Write(Source source, IReadOnlyList<string> names)
    {
        var left = new List<string>();
        foreach (string name in names)
        {
            if (!CanBeMade(source, name))
            {
                left.Add(name);
                continue;
            }

            string path = source.Run.File(name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            Writers[name](source, path);
        }

        return left;
    }

    private static bool CanBeMade(Source source, string name) => name switch
    {
        "training_curves" => Has(source, "training"),
        "reconstruction_examples" => Has(source, ReconstructionFigure.Name),
        "cluster_selection" => Has(source, "cluster-count"),
        "confusion_matrix" => Has(source, "confusion-1"),
        "distributions" => Has(source, "composition-1"),
        "tsne_visualization" => source.Maps.Contains("tsne"),
        "umap_visualization" => source.Maps.Contains("umap"),
        _ => true,
    };

    private static bool Has(Source source, string figure) => source.Figures.Any(candidate => candidate.Name == figure);

    private static bool IsLearned(ClusterQuality method) => method.Representation.StartsWith("vae", StringComparison.Ordinal);

    private static void WriteMetrics(Source source, string path, Func<ClusterQuality, bool> isWanted)
    {
        string[] labels = [.. source.Model.Methods.SelectMany(method => method.Labels.Select(label => label.Label)).Distinct(StringComparer.Ordinal)];
        CsvTable.Write(
            path,
            ["method", "clusterer", "k", "silhouette", "calinski_harabasz", "davies_bouldin", .. labels.SelectMany(label => (string[])[$"ari_{label}", $"nmi_{label}", $"purity_{label}"]), "reconstruction_r2", "largest_share", "coverage", "verdict"],
            source.Model.Methods.Where(isWanted).Select(method => (string[])[
                method.Representation, method.Clusterer, CsvTable.Whole(method.ClusterCount), CsvTable.Number(method.Silhouette), CsvTable.Number(method.CalinskiHarabasz), CsvTable.Number(method.DaviesBouldin),
                .. labels.SelectMany(label => method.Labels.FirstOrDefault(entry => entry.Label == label) is { } found
                    ? (string[])[CsvTable.Number(found.Ari), CsvTable.Number(found.Nmi), CsvTable.Number(found.Purity)] : ["", "", ""]),
                CsvTable.Number(method.ReconstructionR2), CsvTable.Number(method.LargestShare), CsvTable.Number(method.Coverage), method.Verdict.ToName()]));
    }

    private static void WriteMaps(Source source, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (string map in source.Maps) WriteMap(source, Path.Combine(folder, $"{map}.svg"), map);
    }

    private static void WriteMap(Source source, string path, string map)
    {
        ReportModel model = source.Model;
        if (source.Maps[0] != map)
        {
            FurtherMap further = model.FurtherMaps[source.Maps.ToList().IndexOf(map) - 1];
            model = model with { MapCaption = further.Caption, Tracks = [.. model.Tracks.Zip(further.Positions, (track, place) => track with { X = place.X, Y = place.Y })] };
        }

        if (ClusterMapFigure.Create(model) is { } figure) AtomicFile.WriteText(path, figure.WriteSvg);
    }

    private static void WriteFigure(Source source, string path, string figure) =>
        AtomicFile.WriteText($"{path}.svg", source.Figures.First(candidate => candidate.Name == figure).WriteSvg);
}
