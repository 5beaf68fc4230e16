using System.Globalization;
using Sargam.Learning;
using Sargam.Learning.Decomposition;
using Sargam.Learning.Manifold.TSne;
using Sargam.Learning.Manifold.Umap;
using Sargam.Learning.Metrics;
using Sargam.Numerics;
using Sargam.Pipeline;

namespace Sargam.Projection;

/// <summary>Lays a space out in the plane, and says how, and how far the picture can be trusted.</summary>
internal sealed class MapMaker(Recipe recipe)
{
    /// <summary>A map: the place of each row, and a caption.</summary>
    public sealed record Map(MapPoint[] Points, string Caption);

    /// <summary>Makes a map.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="space">One row per track.</param>
    /// <param name="progress">Told about iterations.</param>
    /// <param name="cancellationToken">Checked at least once per iteration.</param>
    public Map Make(MapKind kind, MatrixView space, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        (MatrixView places, string how) = kind switch
        {
            MapKind.Umap => Umap(space, progress, cancellationToken),
            MapKind.Pca => Pca(space, cancellationToken),
            _ => TSne(space, progress, cancellationToken),
        };
        MapQuality quality = MapQuality.Of(space, places, recipe.Seed, cancellationToken: cancellationToken);
        MapPoint[] points = [.. Enumerable.Range(0, space.RowCount).Select(i => new MapPoint(places[i, 0], places[i, 1], quality.Distortions[i]))];
        return new Map(points, how + Trust(quality, space.RowCount));
    }

    private (MatrixView Places, string How) TSne(MatrixView space, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        double? perplexity = recipe.Project.Perplexity is { } asked ? Math.Max(1, Math.Min(asked, space.RowCount - 1)) : null;
        TSneModel model = new TSne(new TSneOptions { Seed = recipe.Seed, Perplexity = perplexity }).Fit(space, Plane(space, cancellationToken), progress, cancellationToken);
        string cut = recipe.Project.Perplexity > perplexity ? $" (fewer than the {Short(recipe.Project.Perplexity.Value)} asked for, as there are only {space.RowCount} tracks)" : "";
        return (model.Embedding, $"t-SNE, perplexity {Short(model.Perplexity)}{cut}: near tracks sound alike, distances between groups mean little");
    }

    private (MatrixView Places, string How) Umap(MatrixView space, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        UmapModel model = new Umap(new UmapOptions { Seed = recipe.Seed, NeighborCount = recipe.Project.Neighbors }).Fit(space, progress, cancellationToken);
        return (model.Embedding, $"UMAP, {model.NeighborCount} neighbours: near tracks sound alike, groups look tighter than they are");
    }

    private static (MatrixView Places, string How) Pca(MatrixView space, CancellationToken cancellationToken) =>
        (Plane(space, cancellationToken), "the first two principal components: distances are true, but whatever the other dimensions hold is not seen");

    /// <summary>The first two principal components; a missing one is 0.</summary>
    private static Matrix Plane(MatrixView space, CancellationToken cancellationToken)
    {
        int components = Math.Min(2, Math.Min(space.RowCount, space.ColumnCount));
        Matrix projected = new Pca(new PcaOptions { ComponentCount = components }).Fit(space, null, cancellationToken).Transform(space);
        var plane = new Matrix(space.RowCount, 2);
        for (int i = 0; i < plane.RowCount; i++) projected.Row(i).CopyTo(plane.Row(i));
        return plane;
    }

    private static string Trust(MapQuality quality, int trackCount) => quality.Trustworthiness is { } trust && quality.Continuity is { } continuity
        ? string.Create(CultureInfo.InvariantCulture, $"; trustworthiness {trust:0.00}, continuity {continuity:0.00}{(quality.SampleSize < trackCount ? $" (of {quality.SampleSize:N0} tracks drawn at random)" : "")}")
        : "";

    private static string Short(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
